import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services

extension OpenCover: Resource {
    static var noun: String { "open cover" }
    static var path: String { "/v1/open-covers" }
    static var subject: String { "cover" }
    static var ownPaths: [Command.Action] { [.declare] }
    static var memberActions: [MemberAction] {
        [action(.subscribe), action(.closeCover, called: .close)]
    }
}

/// Adds the routes of open covers: opening, quoting and declaring.
func addOpenCoverRoutes(to table: RouteTable) {
    addListRoute(of: OpenCover.self, to: table)
    addResourceRoutes(of: OpenCover.self, to: table)
    table.command(
        .post,
        OpenCover.path,
        "openCoverOpen",
        "Opens a cover; whoever asks leads where no leader is named, alone where no shares are.",
        reading: .json(supplying: CoverTerms.supplied),
        openCover
    )
    table.member(
        .post,
        "\(OpenCover.path)/{id}/quotes",
        "openCoverQuote",
        "Says what a declaration would cost and whether it would be accepted.",
        reading: .json,
        quote
    )
    table.command(
        .post,
        "\(OpenCover.path)/{id}/declarations",
        "openCoverDeclare",
        "Declares a shipment under a cover and has its certificate issued.",
        reading: .json,
        declare
    )
}

@Sendable
private func openCover(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<CoverTerms>
) async throws -> Created<ChangeAnswer<InstanceAnswer<OpenCover>>> {
    let options = try call.options()
    let asked = try await body.receive()
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID(OpenCover.prefix, for: caller.member, commandID: commandID)
    let change = try await asked.blaming {
        try await call.platform.change(
            OpenCover.self,
            id,
            .openCover(.openCover(id: id, terms: asked.value)),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    return change.created(OpenCover.self)
}

@Sendable
private func quote(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Declaration>
) async throws -> OK<OpenCover.Quote> {
    let id = try call.identifier(of: OpenCover.noun)
    let cover = try await call.read(OpenCover.self, id, as: caller)
    let declaration = try await body.read()
    var quote = try OpenCover.quote(
        cover.state,
        declaration,
        accumulated: try await call.platform.accumulated(declaration, under: cover),
        in: cover.edition,
        byLeader: caller.member == cover.state.terms.leader
    )
    let hits = try await call.platform.sanctionsHits(declaration, under: cover)
    if !hits.isEmpty { quote.sanctionsHits = hits }
    return OK(quote)
}

@Sendable
private func declare(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Declaration>
) async throws -> Created<ChangeAnswer<InstanceAnswer<Certificate>>> {
    let cover = try call.identifier(of: OpenCover.noun)
    let options = try call.options()
    _ = try await call.read(OpenCover.self, cover, as: caller)
    let declaration = try await body.read()
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID(Certificate.prefix, for: caller.member, commandID: commandID)
    let change = try await call.platform.change(
        Certificate.self,
        id,
        .openCover(.declare(cover: cover, certificate: id, declaration: declaration)),
        as: caller,
        commandID: commandID,
        expectedRevision: options.expectedRevision
    )
    return change.created(Certificate.self)
}

extension CoverTerms {
    /// Whoever asks leads where no leader is named, alone where no shares are.
    static let supplied = [
        SuppliedMember(name: "leader") { _, caller in caller.member },
        SuppliedMember(name: "shares") { body, caller in
            let named = body.document.string("leader").flatMap { try? MemberID(parsing: $0) }
            return [Share(member: named ?? caller.member, rate: .one)]
        },
    ]
}
