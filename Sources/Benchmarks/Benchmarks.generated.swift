// swift-format-ignore-file
// Made by Scripts/make-records from the declarations of this module. Not edited by hand.

public import CanonicalJSON

extension BenchmarkReport {
    /// Writes the members without the braces around them.
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("rows", rows)
    }

    /// Name, meaning and members.
    static var description: RecordDescription {
        RecordDescription("BenchmarkReport", "All that a benchmark measured.", members: [
            MemberDescription("rows", [BenchmarkRow].self, "One line for each figure."),
        ])
    }
}

extension BenchmarkRow {
    /// Writes the members without the braces around them.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("name", name)
        writer.optional("peer", peer)
        writer.optional("peerValue", peerValue)
        if writer.isAnswer { writer.answer("ratio", ratio) }
        writer.member("suite", suite)
        writer.member("unit", unit)
        writer.optional("value", value)
    }

    /// Name, meaning and members.
    public static var description: RecordDescription {
        RecordDescription("BenchmarkRow", "One line of a benchmark's result.", members: [
            MemberDescription("suite", String.self, "Which benchmark."),
            MemberDescription("name", String.self, "What was measured."),
            MemberDescription("value", Double.self, "The median of the rounds; `nil` where it could not be measured.", isOptional: true),
            MemberDescription("unit", String.self, "The value's unit."),
            MemberDescription("peer", String.self, "What it is compared with, measured in the same run.", isOptional: true),
            MemberDescription("peerValue", Double.self, "The peer's median in the same unit; `nil` where the peer is not installed.", isOptional: true),
            .answer("ratio", \BenchmarkRow.ratio, "How many times the peer's value it is."),
        ])
    }
}

/// The described types of this module.
package enum BenchmarksRecords {
    /// All of them, by name.
    package static let all: [any Described.Type] = [
        BenchmarkReport.self,
        BenchmarkRow.self,
    ]

    /// The other types of this module that are coded, by name.
    package static let values: [ValueDescription] = [
        ValueDescription(Double.self, "A measured number, written as RFC 8785 spells it."),
    ]

    /// The described types of this module and of those that they are made of.
    package static let described: [any Described.Type] = [
        BenchmarksRecords.all,
    ].flatMap { $0 }

    /// The other coded types of the same modules.
    package static let known: [ValueDescription] = [
        BenchmarksRecords.values,
    ].flatMap { $0 }
}
