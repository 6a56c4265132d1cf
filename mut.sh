cd /tmp/ctests/Fixed
try() { f=Sources/Contracts/$1; cp $f /tmp/ctests/keep; python3 - "$f" "$2" "$3" <<'P'
import sys
f,a,b=sys.argv[1:]; s=open(f).read(); assert s.count(a)>=1,(f,a); open(f,'w').write(s.replace(a,b,1))
P
(cd /tmp/ctests; swift build -j 1 --build-tests 2>&1 | grep -E "error:" | head -2; swift test --skip-build --disable-xctest 2>&1 | grep -E "✘ Test \"|Test run with" | grep -E "failed after|run with" | cut -c1-110 | sort | head -6); cp /tmp/ctests/keep $f; echo "== $1: $2"; }
try Workflow/Workflow.swift "guard after.onRisk != before.onRisk else { return }" "return"
try Certificate/Certificate+Decide.swift "amount.minorUnits <= state.remaining.minorUnits" "amount.minorUnits <= state.insuredValue.minorUnits"
try Claim/Adjudication.swift "others.isEmpty," "true,"
try OpenCover/OpenCover+Decide.swift "next.earnedPremium = sum(next.earnedPremium, premium)" ""
try Claim/Claim+Decide.swift "case .notify, .decline, .close: false" "case .notify, .decline, .close: true"
try Common/CertificateTerms.swift "case .franchise: return below ? nothing : loss" "case .franchise: return below || loss == threshold ? nothing : loss"
