import CanonicalJSON
import Foundation
import HTTPTypes
public import Hummingbird
import Logging
import NIOCore
import TransparencyLog

/// Answers a witness's requests: C2SP tlog-witness, and the reading part of tlog-mirror.
public func makeWitnessResponder(
    witness: Witness
) -> CallbackResponder<BasicRequestContext> {
    CallbackResponder { request, context in
        let answer: Response
        do {
            answer = try await WitnessRoute(request.uri.path, of: witness).answer(request)
        } catch let refusal as WitnessRefusal {
            answer = .refused(refusal)
        } catch let fault as WitnessFault {
            context.logger.warning("\(fault)")
            answer = .failed(fault)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            answer = .text(.internalServerError, "the witness failed\n")
        }
        return request.method == .head ? answer.createHeadResponse() : answer
    }
}

/// What a path names.
private enum WitnessRoute {
    case addCheckpoint(Witness)
    case health
    case status(Witness)
    case checkpoint(Witness, log: String)
    case refusals(Witness, log: String)
    case tile(Witness, log: String, path: String)
    case nothing

    init(_ path: String, of witness: Witness) {
        let parts = path.dropFirst().split(
            separator: "/",
            maxSplits: 1,
            omittingEmptySubsequences: false
        ).map(String.init)
        switch (parts.first ?? "", parts.count == 2 ? parts[1] : nil) {
        case ("add-checkpoint", nil): self = .addCheckpoint(witness)
        case ("healthz", nil): self = .health
        case ("status", nil): self = .status(witness)
        case (let log, "checkpoint"?): self = .checkpoint(witness, log: log)
        case (let log, "refusals"?): self = .refusals(witness, log: log)
        case (let log, let path?) where path.hasPrefix("tile/"):
            self = .tile(witness, log: log, path: path)
        default: self = .nothing
        }
    }

    func answer(_ request: Request) async throws -> Response {
        if case .nothing = self { return .text(.notFound, "there is nothing at this path\n") }
        if case .addCheckpoint(let witness) = self {
            guard request.method == .post else { return .methodNotAllowed("POST") }
            let signature = try await witness.cosign(try await Self.body(of: request))
            return .text(.ok, signature.line + "\n")
        }
        guard request.method == .get || request.method == .head else {
            return .methodNotAllowed("GET, HEAD")
        }
        switch self {
        case .addCheckpoint, .nothing, .health: return .text(.ok, "ok\n")
        case .status(let witness):
            return .json(
                WitnessStatus(
                    logs: try await witness.records().map(LogStatus.init),
                    vkey: witness.verifierKey.description
                )
            )
        case .checkpoint(let witness, let log):
            guard let note = try await witness.checkpoint(of: log) else {
                return .text(.notFound, "no checkpoint of this log has been cosigned\n")
            }
            return .text(.ok, note.serialized)
        case .refusals(let witness, let log):
            guard let refusals = try await witness.refusals(of: log) else {
                return .text(.notFound, "this log is not witnessed here\n")
            }
            return .json(LogRefusals(items: refusals.map(RefusalEvidence.init)))
        case .tile(let witness, let log, let path):
            return try await Self.tile(path, of: log, witness)
        }
    }

    private static func tile(
        _ path: String,
        of log: String,
        _ witness: Witness
    ) async throws -> Response {
        let coordinate: TileCoordinate
        do throws(LogFormatError) {
            coordinate = try TileCoordinate(parsing: path)
        } catch { return .text(.notFound, "\(error.reason)\n") }
        guard let bytes = try await witness.tile(coordinate, of: log) else {
            return .text(.notFound, "the mirror has no \(coordinate)\n")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .cacheControl: "public, max-age=31536000, immutable",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private static func body(of request: Request) async throws -> [UInt8] {
        let limit = AddCheckpointRequest.maximumBytes
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > limit {
            throw WitnessRefusal.tooLong(limitBytes: limit)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else {
                throw WitnessRefusal.tooLong(limitBytes: limit)
            }
            bytes += buffer.readableBytesView
        }
        return bytes
    }
}

extension Response {
    fileprivate static func text(
        _ status: HTTPResponse.Status,
        _ text: String,
        type: String = "text/plain; charset=utf-8",
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    fileprivate static func json(_ value: some JSONWritable) -> Response {
        text(
            .ok,
            String(decoding: value.exchangeBytes, as: UTF8.self),
            type: "application/json"
        )
    }

    fileprivate static func methodNotAllowed(_ allowed: String) -> Response {
        text(
            .methodNotAllowed,
            "this path answers to \(allowed)\n",
            headers: [.allow: allowed]
        )
    }

    fileprivate static func refused(_ refusal: WitnessRefusal) -> Response {
        let status = HTTPResponse.Status(code: refusal.status)
        guard case .conflict(let size) = refusal else { return text(status, "\(refusal)\n") }
        return text(status, "\(size)\n", type: AddCheckpointRequest.sizeMediaType)
    }

    fileprivate static func failed(_ fault: WitnessFault) -> Response {
        let seconds =
            switch fault {
            case .catchingUp, .mirrorDamaged: "1"
            case .storage, .logUnreadable, .clockBehind, .instantAhead, .editionUnknown: "10"
            }
        return text(.serviceUnavailable, "\(fault)\n", headers: [.retryAfter: seconds])
    }
}
