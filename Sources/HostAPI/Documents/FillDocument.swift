public import AdapterKit
public import AdapterProtocol

/// A fill as the API and the command line show it.
public struct FillDocument: Sendable {
    let fill: Fill

    /// The document of a fill.
    public init(_ fill: Fill) {
        self.fill = fill
    }

    /// Writes the fill as one object. Fees that are not known yet are null, never zero.
    public func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", fill.id.rawValue)
            writer.member("symbol", fill.symbol.description)
            writer.member("venue_order_id", fill.venueOrderID.rawValue)
            writer.member("side", fill.side.rawValue)
            writer.amount("price", fill.price)
            writer.amount("quantity", fill.quantity)
            writer.amount("quote_amount", fill.quoteAmount)
            writer.key("fees")
            if let fees = fill.fees {
                writer.array { writer in for fee in fees { Self.write(fee, to: &writer) } }
            } else {
                writer.null()
            }
            writer.member("liquidity", fill.liquidity.rawValue)
            writer.member("time", fill.time?.description)
        }
    }

    private static func write(_ fee: Fee, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("asset", fee.asset.code)
            writer.amount("amount", fee.amount)
            writer.member("certainty", fee.certainty.rawValue)
        }
    }
}
