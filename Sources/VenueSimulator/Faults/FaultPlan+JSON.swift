#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension FaultPlan {
    /// Reads a plan such as `{"seed": 7, "faults": [{"operation": "order.place", "action": {"kind": "dropAfter"}}]}`.
    ///
    /// - Throws: ``FaultPlanError/invalid(path:reason:)`` for anything but a complete, correctly spelt plan of at
    ///   most 10,000 faults.
    public init(json: [UInt8]) throws(FaultPlanError) {
        do {
            let file = try JSONDecoder().decode(File.self, from: Data(json))
            self.init(seed: file.seed, faults: file.faults)
        } catch let error as DecodingError {
            throw FaultPlanError(error)
        } catch {
            throw .invalid(path: "", reason: "not JSON")
        }
    }

    /// The plan as ``init(json:)`` reads it, without its counters.
    var json: ControlJSON {
        .object([.init("seed", .unsigned(seed)), .init("faults", .array(faults.map(\.json)))])
    }

    private struct File: Decodable {
        let seed: UInt64
        let faults: [Fault]

        init(from decoder: any Decoder) throws {
            let object = try StrictObject(decoder, allowing: ["seed", "faults"])
            seed = try object.optional(UInt64.self, "seed") ?? 0
            faults = try object.value([Fault].self, "faults")
            guard faults.count <= 10_000 else { throw object.failure(at: "faults", "more than 10000 faults") }
        }
    }
}

extension FaultPlanError {
    /// The decoder's complaint as a place and a sentence.
    init(_ error: DecodingError) {
        switch error {
        case .typeMismatch(let type, let context):
            self.init(context.codingPath, "expected \(type)")
        case .valueNotFound(let type, let context):
            self.init(context.codingPath, "expected \(type), found null")
        case .keyNotFound(let key, let context):
            self.init(context.codingPath + [key], "missing")
        case .dataCorrupted(let context):
            self.init(context.codingPath, context.codingPath.isEmpty ? "not JSON" : context.debugDescription)
        @unknown default:
            self.init([], "not a fault plan")
        }
    }

    private init(_ path: [any CodingKey], _ reason: String) {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        self = .invalid(path: text, reason: reason)
    }
}
