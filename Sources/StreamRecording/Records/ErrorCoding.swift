import AdapterKit
import AdapterProtocol

/// Why a snapshot could not be read: sessions go by kind, effect and advice.
enum ErrorCoding {
    /// Writes the member `error`.
    static func write(_ error: VenueError, to writer: inout JSONWriter) {
        writer.key("error")
        writer.object { writer in
            writer.member("kind", error.kind.name)
            writer.member("field", error.kind.field?.rawValue)
            writer.member("effect", error.effect.name)
            switch error.advice {
            case .never: writer.member("advice", "never")
            case .after(let pause):
                writer.member("advice", "after")
                writer.number("pause_ns", pause.wholeNanoseconds)
            case .afterResync: writer.member("advice", "afterResync")
            case .afterFixing(let field):
                writer.member("advice", "afterFixing")
                writer.member("fix", field.rawValue)
            }
            writer.member("message", error.message)
            writer.number("status", error.evidence?.httpStatus.map(Int64.init))
            writer.member("code", error.evidence?.code)
        }
    }

    static func read(_ reader: inout JSONReader) throws(JSONError) -> VenueError {
        var texts: [String: String] = [:]
        var (pause, status): (Int64?, Int64?) = (nil, nil)
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "kind", "field", "effect", "advice", "fix", "message", "code":
                texts[key.text] = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "pause_ns": pause = try reader.integer()
            case "status": status = try reader.optional { reader throws(JSONError) in try reader.integer() }
            default: try reader.skip()
            }
        }
        let effects: [VenueError.Effect] = [
            .notSent, .notExecuted(.read), .notExecuted(.stated), .notExecuted(.inferred), .unknown, .executed,
        ]
        guard let effect = effects.first(where: { $0.name == texts["effect"] }) else {
            throw reader.unexpected("an effect")
        }
        let advice: VenueError.Advice
        switch texts["advice"] {
        case "never": advice = .never
        case "after": advice = .after(.nanoseconds(try reader.require(pause, "pause_ns")))
        case "afterResync": advice = .afterResync
        case "afterFixing":
            advice = .afterFixing(try reader.require(texts["fix"].flatMap(OrderField.init(rawValue:)), "fix"))
        default: throw reader.unexpected("an advice")
        }
        let hasEvidence = status != nil || texts["code"] != nil
        return VenueError(
            kind: VenueError.Kind(
                name: try reader.require(texts["kind"], "kind"),
                field: texts["field"].flatMap(OrderField.init(rawValue:))),
            effect: effect, advice: advice, message: texts["message"] ?? "",
            evidence: hasEvidence
                ? VenueError.Evidence(httpStatus: status.flatMap { Int(exactly: $0) }, code: texts["code"]) : nil)
    }
}
