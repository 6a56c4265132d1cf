# Shared by Scripts/demo and Scripts/test: what a fresh clone needs before it builds.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Both scripts build one configuration, so that the second finds the first one's work done.
configuration=${PLIMSOLL_CONFIGURATION:-debug}

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

give_up() {
    say "$*"
    exit 2
}

# Prints those of the given Debian packages that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null |
            grep -q '^install ok installed$' || printf '%s\n' "$package"
    done
}

install_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        say "this is no Debian: make sure that these are installed in your system's way: $*"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0

    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || give_up "as root, run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq || give_up "apt-get update failed; ${missing[*]} missing"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        give_up "apt-get could not install ${missing[*]}"
}

require_swift() {
    local version
    command -v swift >/dev/null || give_up "Swift 6.3 is needed: https://www.swift.org/install/linux/"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p')
    [[ -n $version && $(printf '%s\n' 6.3 "$version" | sort -V | head -n 1) == 6.3 ]] ||
        give_up "Swift 6.3 or later is needed; this is ${version:-unknown}"
}

# One compiler job a core, but no more than the memory holds at 2 GiB a job.
build_jobs() {
    local cores gibibytes jobs
    cores=$(nproc)
    gibibytes=$(awk '/^MemTotal:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null)
    jobs=$((${gibibytes:-$((cores * 2))} / 2))
    ((jobs < cores)) || jobs=$cores
    ((jobs > 0)) || jobs=1
    printf '%s\n' "$jobs"
}

prepare() {
    case $configuration in
    debug | release) ;;
    *) give_up "PLIMSOLL_CONFIGURATION is debug or release, not '$configuration'" ;;
    esac
    install_packages libsqlite3-dev libssl-dev libcurl4-openssl-dev zlib1g-dev python3 "$@"
    # Everything works without these two, only slower.
    (install_packages libjemalloc-dev pkg-config) || say "going on without jemalloc"
    require_swift
    cd "$root"
}

build() {
    say "building ($configuration); a build from nothing takes some minutes"
    swift build --configuration "$configuration" --jobs "$(build_jobs)" "$@"
}
