public import Marine

extension Claim {
    /// The forms of its commands; the leader of a claim is that of its cover.
    public static func forms(in edition: Edition) -> [CommandForm] {
        if edition >= .third { return thirdForms }
        return edition >= .second ? secondForms : firstForms
    }

    /// From the third edition on what a claim was judged on is held by its shipment.
    private static let thirdForms = forms(
        secondForms,
        changing: adjudications(
            holding: [Evidence.steps(.hold, 0...Evidence.passagesOfClaim + 1)]
        )
    )

    private static let secondForms = forms(firstForms, changing: secondChanges)

    private static let erode = [
        FormStep(Certificate.step(.erode)), Interest.steps(.erode, 0...Interest.perCertificate),
    ]

    /// The ways in which a claim is judged, and what is noted of them last.
    private static func adjudications(holding held: [FormStep]) -> [CommandForm] {
        func once(_ action: Command.Action) -> FormStep { FormStep(step(action)) }
        let by = [OpenCover.opener, Role.operator]
        var paid = [once(.adjust), once(.approve)]
        paid += erode
        paid += [once(.settle), PaymentReference.steps(.use, 1...1)]
        // A claim that nobody has acknowledged yet is acknowledged first.
        let referred = [once(.refer)] + held + [FormStep(Certificate.step(.hold), 0...1)]
        return [referred, paid + held].flatMap { steps in
            [
                form(.adjudicate, steps, by: by),
                form(.adjudicate, [once(.acknowledge)] + steps, by: by),
            ]
        }
    }

    private static let secondChanges: [CommandForm] = {
        let leader = [OpenCover.opener]
        func once(_ action: Command.Action) -> FormStep { FormStep(step(action)) }
        var changed: [CommandForm] = []
        let reference = PaymentReference.steps(.use, 1...1)
        changed.append(form(.approve, [once(.approve)] + erode, by: leader))
        changed.append(form(.approve, [once(.noteApproval)], by: leader))
        changed.append(form(.payExGratia, [once(.grantExGratia)], by: leader))
        changed.append(form(.payExGratia, [once(.noteApproval)], by: leader))
        changed.append(form(.consent, [once(.consent)], by: leader))
        changed.append(
            form(
                .reopenClaim,
                [once(.reopen), FormStep(Certificate.step(.retakeClaim), 0...1)],
                by: leader
            )
        )
        changed.append(form(.settle, [once(.settle), reference], by: leader))
        changed.append(form(.withdrawClaim, [step(.withdraw), Certificate.step(.dropClaim)]))
        return changed + adjudications(holding: [])
    }()

    private static let firstForms: [CommandForm] = {
        let leader = [OpenCover.opener]
        let leaderOrOperator = leader + [Role.operator]
        let erode = Certificate.step(.erode)
        // A claim that nobody has acknowledged yet is acknowledged first.
        let adjudications = [[], [step(.acknowledge)]].flatMap { before in
            [
                before + [step(.refer)],
                before + [step(.adjust), step(.approve), erode, step(.settle)],
            ]
        }
        return [
            form(.notifyClaim, [step(.notify), Certificate.step(.noteClaim)]),
            form(.acknowledge, [step(.acknowledge)], by: leaderOrOperator),
            form(.adjust, [step(.adjust)], by: leader),
            form(.approve, [step(.approve), erode], by: leader),
            form(.refer, [step(.refer)], by: leader),
            form(.decline, [step(.decline)], by: leader),
            form(.settle, [step(.settle)], by: leader),
            form(
                .closeClaim,
                [step(.close), Certificate.step(.releaseClaim)],
                by: leader
            ),
        ] + adjudications.map { form(.adjudicate, $0, by: leaderOrOperator) }
    }()
}
