import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Services

/// Adds the routes of open covers: opening, quoting and declaring.
func addOpenCoverRoutes(to table: RouteTable) {
    addListRoute(of: OpenCover.self, to: table)
    addResourceRoutes(of: OpenCover.self, to: table)
    table.command(.post, OpenCover.path, openCover)
    table.member(.post, "\(OpenCover.path)/{id}/quotes", quote)
    table.command(.post, "\(OpenCover.path)/{id}/declarations", declare)
}

@Sendable
private func openCover(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let body = try await call.body()
    let terms = try CoverTerms.read(body, by: caller.member)
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID("cov", for: caller.member, commandID: commandID)
    let change = try await call.blaming(body) {
        try await call.platform.change(
            OpenCover.self,
            id,
            .openCover(.openCover(id: id, terms: terms)),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    return .changed(OpenCover.self, change, created: true)
}

@Sendable
private func quote(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let id = try call.identifier(of: OpenCover.noun)
    let cover = try await call.read(OpenCover.self, id, as: caller)
    let declaration = try await call.body().read(Declaration.self)
    return .json(try OpenCover.quote(cover.state, declaration))
}

@Sendable
private func declare(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let cover = try call.identifier(of: OpenCover.noun)
    let options = try call.options()
    _ = try await call.read(OpenCover.self, cover, as: caller)
    let declaration = try await call.body().read(Declaration.self)
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID("crt", for: caller.member, commandID: commandID)
    let change = try await call.platform.change(
        Certificate.self,
        id,
        .openCover(.declare(cover: cover, certificate: id, declaration: declaration)),
        as: caller,
        commandID: commandID,
        expectedRevision: options.expectedRevision
    )
    return .changed(Certificate.self, change, created: true)
}
