public import AdapterKit
import AdapterProtocol
import HTTPTypes
public import Trading

/// An order as the API and the command line show it: amounts as texts, gates, fills and journal included.
public struct OrderDocument: Sendable {
    let record: OrderRecord
    let cancel: String?

    /// The document of an order.
    ///
    /// - Parameter cancel: What became of a cancel just asked for.
    public init(_ record: OrderRecord, cancel: String? = nil) {
        self.record = record
        self.cancel = cancel
    }

    /// The JSON text.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the order as one object.
    public func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writeIdentity(to: &writer)
            writeRequest(to: &writer)
            writeProgress(to: &writer)
            writer.key("gates")
            writer.array { writer in for verdict in record.verdicts { Self.write(verdict, to: &writer) } }
            writer.member("gate_failed", record.verdicts.first { !$0.passed }?.gate.rawValue)
            writer.key("fills")
            writer.array { writer in for fill in record.state.distinctFills { FillDocument(fill).write(to: &writer) } }
            writer.key("error")
            writeFailure(to: &writer)
            writer.texts("contradictions", record.state.contradictions.map(\.rawValue).sorted())
            writer.key("timeline")
            writer.array { writer in for entry in record.entries { Self.write(entry, to: &writer) } }
            if let cancel { writer.member("cancel", cancel) }
        }
    }

    private func writeIdentity(to writer: inout JSONWriter) {
        writer.member("order_id", record.id.rawValue)
        writer.member("client_order_id", record.submission.clientOrderID.text)
        writer.member("idempotency_key", record.submission.key.text)
        writer.member("venue_order_id", record.state.venueOrderIDs.max()?.rawValue)
        writer.member("state", record.status.rawValue)
        writer.flag("success", record.isApproved && record.status != .rejected)
    }

    private func writeRequest(to writer: inout JSONWriter) {
        let proposal = record.submission.proposal
        writer.member("platform", proposal.platform.rawValue)
        writer.member("bot_id", proposal.bot)
        writer.member("symbol", proposal.symbol.description)
        writer.member("side", proposal.side.rawValue)
        writer.member("type", proposal.type.rawValue)
        writer.amount("quantity", proposal.amount.baseQuantity)
        if case .quote(let amount) = proposal.amount {
            writer.amount("quote_amount", amount)
        } else {
            writer.amount("quote_amount", nil)
        }
        writer.amount("price", proposal.limitPrice)
        writer.amount("trigger_price", proposal.trigger?.price)
        writer.member("time_in_force", proposal.timeInForce?.rawValue)
        writer.flag("post_only", proposal.isPostOnly)
    }

    private func writeProgress(to writer: inout JSONWriter) {
        writer.amount("filled_base", record.state.filledBase)
        writer.amount("filled_quote", record.state.filledQuote)
        writer.member("created_at", record.submittedAt.description)
        writer.member("updated_at", record.entries.last?.at.description)
    }

    private func writeFailure(to writer: inout JSONWriter) {
        guard let failure = record.failure else { return writer.null() }
        writer.object { writer in
            writer.member("kind", failure.kind)
            writer.member("effect", failure.effect.name)
            writer.member("advice", failure.advice.description)
            writer.member("message", failure.message)
            writer.member("venue_code", failure.code)
            writer.member("field", failure.field?.rawValue)
        }
    }

    private static func write(_ verdict: GateVerdict, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("gate", verdict.gate.rawValue)
            writer.flag("passed", verdict.passed)
            writer.member("code", verdict.code)
            writer.member("reason", verdict.reason)
        }
    }

    private static func write(_ entry: JournalEntry, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("time", entry.at.description)
            writer.member("kind", entry.event.word)
            writer.member("detail", entry.event.detail)
        }
    }
}
