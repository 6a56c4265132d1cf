import CanonicalJSON
import Contracts
import Marine

extension Assessment: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .agreedLoss(let rate):
            writer.beginCase("agreedLoss")
            try writer.member("rate", rate)
        case .partialLoss(let grossSoundValue, let grossDamagedValue):
            writer.beginCase("partialLoss")
            try writer.member("grossDamagedValue", grossDamagedValue)
            try writer.member("grossSoundValue", grossSoundValue)
        case .salvageLoss(let netProceeds):
            writer.beginCase("salvageLoss")
            try writer.member("netProceeds", netProceeds)
        case .totalLoss:
            writer.beginCase("totalLoss")
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("agreedLoss") {
            self = .agreedLoss(rate: try reader.member("rate"))
        } else if try reader.passCase("partialLoss") {
            let grossDamagedValue: Money = try reader.member("grossDamagedValue")
            let grossSoundValue: Money = try reader.member("grossSoundValue")
            self = .partialLoss(
                grossSoundValue: grossSoundValue,
                grossDamagedValue: grossDamagedValue
            )
        } else if try reader.passCase("salvageLoss") {
            self = .salvageLoss(netProceeds: try reader.member("netProceeds"))
        } else if try reader.passCase("totalLoss") {
            self = .totalLoss
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

extension AdjustmentBasis: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("deductible", deductible)
        try writer.member("insuredValue", insuredValue)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let deductible: Deductible = try reader.member("deductible")
        let insuredValue: Money = try reader.member("insuredValue")
        try reader.endObject()
        self.init(insuredValue: insuredValue, deductible: deductible)
    }
}

extension Adjustment: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("assessment", assessment)
        try writer.member("basis", basis)
        try writer.member("loss", loss)
        try writer.member("payable", payable)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let assessment: Assessment = try reader.member("assessment")
        let basis: AdjustmentBasis = try reader.member("basis")
        let loss: Money = try reader.member("loss")
        let payable: Money = try reader.member("payable")
        try reader.endObject()
        self.init(assessment: assessment, basis: basis, loss: loss, payable: payable)
    }
}

extension Check: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("figure", figure)
        try writer.member("limit", limit)
        try writer.member("name", name)
        try writer.member("outcome", outcome)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let figure: String = try reader.member("figure")
        let limit: String = try reader.member("limit")
        let name: String = try reader.member("name")
        let outcome: Check.Outcome = try reader.member("outcome")
        try reader.endObject()
        self.init(name, outcome, figure: figure, limit: limit)
    }
}
