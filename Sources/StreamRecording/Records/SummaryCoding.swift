import AdapterKit

/// The counts in a recording's last record.
enum SummaryCoding {
    static func write(_ summary: RecordingSummary) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.number("messages", Int64(clamping: summary.messages))
            writer.number("inputs", Int64(clamping: summary.inputs))
            writer.number("lost", Int64(clamping: summary.lost))
        }
        return writer.bytes
    }

    static func read(_ payload: [UInt8]) throws(JSONError) -> RecordingSummary {
        try JSONReader.read(payload) { reader throws(JSONError) in
            var summary = RecordingSummary()
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "messages": summary.messages = UInt64(clamping: try reader.integer())
                case "inputs": summary.inputs = UInt64(clamping: try reader.integer())
                case "lost": summary.lost = UInt64(clamping: try reader.integer())
                default: try reader.skip()
                }
            }
            return summary
        }
    }
}
