import CanonicalJSON
import Contracts
import Marine

extension OpenCover.OnRisk: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        writer.beginObject()
        try writer.member("conveyance", conveyance)
        try writer.member("insuredValue", insuredValue)
        try writer.member("locations", locations)
        writer.endObject()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        let conveyance: String = try reader.member("conveyance")
        let insuredValue: Money = try reader.member("insuredValue")
        let locations: [String] = try reader.member("locations")
        try reader.endObject()
        self.init(insuredValue: insuredValue, conveyance: conveyance, locations: locations)
    }
}

extension OpenCover.Command: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .open(let id, let terms):
            writer.beginCase("open")
            try writer.member("id", id)
            try writer.member("terms", terms)
        case .declare(let certificate, let declaration):
            writer.beginCase("declare")
            try writer.member("certificate", certificate)
            try writer.member("declaration", declaration)
        case .release(let certificate, let onRisk, let returnedPremium):
            writer.beginCase("release")
            try writer.member("certificate", certificate)
            try writer.member("onRisk", onRisk)
            try writer.member("returnedPremium", returnedPremium)
        case .move(let certificate, let onRisk, let to):
            writer.beginCase("move")
            try writer.member("certificate", certificate)
            try writer.member("onRisk", onRisk)
            try writer.member("to", to)
        case .close:
            writer.beginCase("close")
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("open") {
            self = .open(id: try reader.member("id"), terms: try reader.member("terms"))
        } else if try reader.passCase("declare") {
            self = .declare(
                certificate: try reader.member("certificate"),
                declaration: try reader.member("declaration")
            )
        } else if try reader.passCase("release") {
            self = .release(
                certificate: try reader.member("certificate"),
                onRisk: try reader.member("onRisk"),
                returnedPremium: try reader.member("returnedPremium")
            )
        } else if try reader.passCase("move") {
            self = .move(
                certificate: try reader.member("certificate"),
                onRisk: try reader.member("onRisk"),
                to: try reader.member("to")
            )
        } else if try reader.passCase("close") {
            self = .close
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}

extension OpenCover.Event: CanonicalCoded {
    func write(to writer: inout CanonicalWriter) throws(CanonicalJSONError) {
        switch self {
        case .opened(let id, let terms, let at):
            writer.beginCase("opened")
            try writer.member("at", at)
            try writer.member("id", id)
            try writer.member("terms", terms)
        case .declared(let certificate, let onRisk, let rate, let premium):
            writer.beginCase("declared")
            try writer.member("certificate", certificate)
            try writer.member("onRisk", onRisk)
            try writer.member("premium", premium)
            try writer.member("rate", rate)
        case .released(let certificate, let onRisk, let returnedPremium):
            writer.beginCase("released")
            try writer.member("certificate", certificate)
            try writer.member("onRisk", onRisk)
            try writer.member("returnedPremium", returnedPremium)
        case .moved(let certificate, let onRisk, let to):
            writer.beginCase("moved")
            try writer.member("certificate", certificate)
            try writer.member("onRisk", onRisk)
            try writer.member("to", to)
        case .closed:
            writer.beginCase("closed")
        }
        writer.endCase()
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        if try reader.passCase("opened") {
            let at: Instant = try reader.member("at")
            let id: InstanceID = try reader.member("id")
            let terms: CoverTerms = try reader.member("terms")
            self = .opened(id: id, terms: terms, at: at)
        } else if try reader.passCase("declared") {
            let certificate: InstanceID = try reader.member("certificate")
            let onRisk: OpenCover.OnRisk = try reader.member("onRisk")
            let premium: Money = try reader.member("premium")
            let rate: Rate = try reader.member("rate")
            self = .declared(
                certificate: certificate,
                onRisk: onRisk,
                rate: rate,
                premium: premium
            )
        } else if try reader.passCase("released") {
            self = .released(
                certificate: try reader.member("certificate"),
                onRisk: try reader.member("onRisk"),
                returnedPremium: try reader.member("returnedPremium")
            )
        } else if try reader.passCase("moved") {
            self = .moved(
                certificate: try reader.member("certificate"),
                onRisk: try reader.member("onRisk"),
                to: try reader.member("to")
            )
        } else if try reader.passCase("closed") {
            self = .closed
        } else {
            throw UnexpectedShape()
        }
        try reader.endCase()
    }
}
