import AdapterKit
import AdapterProtocol

/// Account data as the command line shows it: the shapes of docs/command-line.md.
enum AccountDocuments {
    static func write(_ balance: Balance, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("asset", balance.asset.code)
            writer.member("wallet", balance.wallet)
            writer.amount("total", balance.total)
            writer.amount("available", balance.available)
            writer.amount("held", balance.held)
        }
    }

    static func write(_ rates: FeeRates, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("symbol", rates.symbol?.description)
            writer.amount("maker_buy", rates.makerBuy)
            writer.amount("maker_sell", rates.makerSell)
            writer.amount("taker_buy", rates.takerBuy)
            writer.amount("taker_sell", rates.takerSell)
        }
    }

    static func write(_ order: Order, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("symbol", order.symbol.description)
            writer.member("venue_order_id", order.venueOrderID.rawValue)
            writer.member("client_order_id", order.clientOrderID?.text)
            writer.member("foreign_client_id", order.foreignClientID)
            writer.member("side", order.side.rawValue)
            writer.member("type", order.type?.rawValue)
            amount(order.amount, to: &writer)
            writer.amount("limit_price", order.limitPrice)
            writer.amount("trigger_price", order.triggerPrice)
            writer.member("time_in_force", order.timeInForce?.rawValue)
            writer.flag("post_only", order.isPostOnly)
            writer.member("phase", order.phase.word)
            writer.member("end", order.phase.endWord)
            writer.amount("filled_base", order.filledBase)
            writer.amount("filled_quote", order.filledQuote)
            // Eighteen decimals: more than any venue's price scale.
            writer.amount("average_price", order.averagePrice(scale: 18)?.normalized)
            writer.member("created_at", order.createdAt?.description)
            writer.member("updated_at", order.updatedAt?.description)
        }
    }

    private static func amount(_ amount: OrderAmount?, to writer: inout JSONWriter) {
        writer.key("amount")
        guard let amount else { return writer.null() }
        writer.object { writer in
            switch amount {
            case .base(let quantity): writer.amount("base", quantity)
            case .quote(let quote): writer.amount("quote", quote)
            }
        }
    }

    static func write(_ report: KeyTestReport, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.flag("usable", report.isUsable)
            writer.key("rights")
            writer.object { writer in
                for right in KeyTestReport.Right.allCases {
                    writer.key(right.rawValue)
                    verdict(report.rights[right] ?? .undetermined("not asked"), to: &writer)
                }
            }
            writer.flag("address_restricted", report.isAddressRestricted)
            writer.member("expires_at", report.expiresAt?.description)
            writer.member("account_id", report.accountID)
            writer.key("clock")
            clock(report.clock, to: &writer)
            writer.texts("warnings", report.warnings)
            writer.key("causes")
            writer.array { writer in
                for cause in report.causes {
                    writer.object { writer in
                        writer.member("kind", cause.kind.rawValue)
                        writer.member("evidence", cause.evidence)
                    }
                }
            }
        }
    }

    private static func verdict(_ verdict: KeyTestReport.Verdict, to writer: inout JSONWriter) {
        writer.object { writer in
            switch verdict {
            case .granted: writer.member("verdict", "granted")
            case .denied: writer.member("verdict", "denied")
            case .undetermined: writer.member("verdict", "undetermined")
            }
            if case .undetermined(let why) = verdict { writer.member("why", why) } else { writer.member("why", nil) }
        }
    }

    private static func clock(_ clock: KeyTestReport.ClockOffset?, to writer: inout JSONWriter) {
        guard let clock else { return writer.null() }
        writer.object { writer in
            writer.number("offset_ms", clock.offset.wholeMilliseconds)
            writer.number("uncertainty_ms", clock.uncertainty.wholeMilliseconds)
        }
    }
}

extension OrderPhase {
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .armed: "armed"
        case .working: "working"
        case .ended: "ended"
        }
    }

    fileprivate var endWord: String? {
        if case .ended(let end) = self { end.rawValue } else { nil }
    }
}
