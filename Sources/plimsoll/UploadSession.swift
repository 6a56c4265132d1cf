import CanonicalJSON
import Contracts
import Crypto
import Foundation
import HTTPClient
import Services
import Telemetry
import TransparencyLog

/// Uploads files to one shipment, part by part.
struct UploadSession: Sendable {
    let client: APIClient
    let shipment: String
    let stated: UploadStatements
    /// The ledger's origin, which a device's signature names.
    let origin: String
    /// The device whose key signs, and the key.
    let signer: (device: String, key: DeviceKeyFile)?
    /// The most bytes of a part.
    let partBytes: Int
    /// After how long a part is tried again, one wait for each time.
    var waitMilliseconds: [Int] = [1_000, 2_000, 4_000, 8_000, 15_000]
    let progress: UploadProgress

    /// Uploads a file; whatever goes wrong is the result's.
    func upload(_ file: String) async -> UploadResult {
        var result = UploadResult(file: file)
        do {
            let bytes = try InputFile.read(file)
            progress.add(bytes.count)
            try await upload(bytes, &result)
        } catch let error as UploadFailure {
            result.failure = error.reason
            result.mayRetry = error.mayRetry
        } catch {
            result.failure = "\(CommandFailure.explaining(error))"
        }
        if let failure = result.failure {
            let text = failure.hasPrefix(file) ? failure : "\(file): \(failure)"
            result.errors.append("\(text)")
        }
        let isEmpty = result.failure != nil && result.rows == 0
        progress.finishFile(isEmpty ? [] : result.understood + [result.text], errors: result.errors)
        return result
    }

    /// Why a part was not uploaded.
    private struct UploadFailure: Error {
        let reason: String
        let mayRetry: Bool
    }

    private func upload(_ bytes: [UInt8], _ result: inout UploadResult) async throws {
        let file = result.file
        let format = TelemetryFormat(
            fileName: file == "-" ? nil : file,
            firstBytes: Array(bytes.prefix(4096))
        )
        let parts = UploadParts(bytes, format, limitBytes: partBytes, stated: stated)
        for (index, part) in parts.parts.enumerated() {
            try await send(part, format, isOne: parts.parts.count == 1, &result) { body, result in
                take(body, part, head: parts.headLines, isFirst: index == 0, &result)
            }
            progress.finishPart(part.bytes.count, of: file)
        }
    }

    /// Sends a part until it is answered; before it is sent again the server is asked whether it
    /// was taken.
    private func send(
        _ part: UploadParts.Part,
        _ format: TelemetryFormat,
        isOne: Bool,
        _ result: inout UploadResult,
        _ take: (JSONValue, inout UploadResult) -> Void
    ) async throws {
        let file = result.file
        let digest = Hash.sha256(of: part.bytes)
        // What is stated is part of what is asked, and so of its name.
        let named = Hash.sha256(of: digest.bytes + Array(stated.canonicalText.utf8))
        let name = (stated.isEmpty ? digest : named).hex.prefix(40)
        let key = "upload-\(shipment.prefix(30))-\(name)"
        var headers = [("Idempotency-Key", key)]
        if let signer {
            let text = Platform.uploadSignedText(
                origin: origin,
                shipment: try InstanceID(parsing: shipment),
                digest: digest.bytes
            )
            headers.append(
                ("Upload-Signature", "\(signer.device)=\(try signer.key.sign(text))")
            )
        }
        var failure = UploadFailure(reason: "", mayRetry: true)
        for wait in [0] + waitMilliseconds {
            if wait > 0 {
                progress.note("\(file): \(failure.reason); asking again in \(wait / 1_000) s")
                try await Task.sleep(for: .milliseconds(wait))
            }
            do {
                // Of a file of several parts, those before a break are there already.
                if wait > 0 || !isOne, let found = try await taken(key) {
                    result.samplesFound += found
                    return
                }
                let answer = try await client.send(
                    "POST",
                    "/v1/shipments/\(shipment)/telemetry\(query)",
                    body: part.bytes,
                    type: format.contentType,
                    headers: headers,
                    onSent: { progress.sent($0, of: file) }
                )
                if answer.isSuccess { return take(answer.body, &result) }
                failure = UploadFailure(
                    reason: answer.problem,
                    mayRetry: [429, 502, 503, 504].contains(answer.status)
                )
            } catch let error as CurlError {
                failure = UploadFailure(
                    reason: "the connection failed: \(error)",
                    mayRetry: !error.isLocalFault
                )
            }
            guard failure.mayRetry else { throw failure }
        }
        throw failure
    }

    /// How many samples an upload under a key brought; nil where the server has none of it.
    private func taken(_ key: String) async throws -> Int64? {
        let answer = try await client.send("GET", "/v1/shipments/\(shipment)/uploads?key=\(key)")
        guard answer.isSuccess else {
            // An older server does not say; to send again changes nothing either.
            return nil
        }
        return answer.body["items"]?[0]?["samples"]?.integerValue
    }

    /// The statements as the upload's query.
    private var query: String {
        guard !stated.isEmpty else { return "" }
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._"))
        let parts = stated.parameters.map { parameter in
            let value = parameter.value.addingPercentEncoding(withAllowedCharacters: allowed)
            return "\(parameter.name)=\(value ?? "")"
        }
        return "?" + parts.joined(separator: "&")
    }

    /// Adds an answer to a file's result.
    private func take(
        _ body: JSONValue,
        _ part: UploadParts.Part,
        head: Int,
        isFirst: Bool,
        _ result: inout UploadResult
    ) {
        func count(_ member: String) -> Int64 { body[member]?.integerValue ?? 0 }
        result.rows += count("rows")
        result.accepted += count("accepted")
        result.duplicates += count("duplicates")
        result.withoutMeasurement += count("withoutMeasurement")
        result.rejected += nameLines(of: "rejected", "lines", body, part, head, isFirst, &result)
        result.leftOut += nameLines(
            of: "leftOut",
            "fields left out",
            body,
            part,
            head,
            isFirst,
            &result
        )
        guard isFirst else { return }
        for part in body["understood"]?.arrayValue ?? [] {
            result.understood.append("\(result.file): \(UnderstoodText.text(part))")
        }
    }

    /// Names what is listed in a member of the answer, and returns how much there was; what is said
    /// of the head that parts repeat is said once.
    private func nameLines(
        of member: String,
        _ things: String,
        _ body: JSONValue,
        _ part: UploadParts.Part,
        _ head: Int,
        _ isFirst: Bool,
        _ result: inout UploadResult
    ) -> Int {
        let lines = body[member]?.arrayValue ?? []
        var count = Int(body["\(member)Count"]?.integerValue ?? Int64(lines.count))
        if count > lines.count {
            result.errors.append("\(result.file): and \(count - lines.count) more \(things)")
        }
        var named: [String] = []
        for line in lines {
            let number = Int(line["line"]?.integerValue ?? 0)
            guard isFirst || number > head else {
                count -= 1
                continue
            }
            named.append(
                "\(result.file):\(part.line(number, head: head)): "
                    + "\(line["field"]?.stringValue.map { "\($0): " } ?? "")"
                    + "\(line["code"]?.stringValue ?? ""): \(line["reason"]?.stringValue ?? "")"
            )
        }
        result.errors.insert(contentsOf: named, at: 0)
        return count
    }
}
