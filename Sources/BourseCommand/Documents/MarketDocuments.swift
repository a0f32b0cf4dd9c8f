import AdapterKit
import AdapterProtocol

/// Market data as the command line shows it: the shapes of docs/command-line.md.
enum MarketDocuments {
    static func write(_ instrument: Instrument, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("symbol", instrument.symbol.description)
            writer.member("native_name", instrument.nativeName)
            writer.member("mode", instrument.mode.rawValue)
            steps("price", instrument.price, to: &writer)
            steps("quantity", instrument.quantity, to: &writer)
            steps("market_quantity", instrument.marketQuantity, to: &writer)
            steps("quote_amount", instrument.quoteAmount, to: &writer)
            writer.key("notional")
            writer.object { writer in
                writer.amount("minimum", instrument.notional.minimum.value)
                writer.amount("maximum", instrument.notional.maximum.value)
            }
            band(instrument.priceBand, to: &writer)
            writer.number("base_scale", instrument.baseScale.map(Int64.init))
            writer.number("quote_scale", instrument.quoteScale.map(Int64.init))
            writer.texts("order_types", instrument.orderTypes.map(\.rawValue).sorted())
            writer.flag("takes_quote_amounts", instrument.takesQuoteAmounts)
            writer.flag("takes_post_only", instrument.takesPostOnly)
            writer.flag("is_amendable", instrument.isAmendable)
            writer.texts("self_trade_preventions", instrument.selfTradePreventions.map(\.rawValue).sorted())
            writer.texts("other_rules", instrument.otherRules)
        }
    }

    private static func steps(_ name: String, _ rules: StepRules, to writer: inout JSONWriter) {
        writer.key(name)
        writer.object { writer in
            writer.amount("step", rules.step.value)
            writer.amount("minimum", rules.minimum.value)
            writer.amount("maximum", rules.maximum.value)
        }
    }

    private static func band(_ band: PriceBand?, to writer: inout JSONWriter) {
        writer.key("price_band")
        guard let band else { return writer.null() }
        writer.object { writer in
            writer.amount("buy_down", band.buyDown)
            writer.amount("buy_up", band.buyUp)
            writer.amount("sell_down", band.sellDown)
            writer.amount("sell_up", band.sellUp)
        }
    }

    static func write(_ ticker: Ticker, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("symbol", ticker.symbol.description)
            level("bid", ticker.bid, to: &writer)
            level("ask", ticker.ask, to: &writer)
            writer.amount("bid_price", ticker.bidPrice)
            writer.amount("ask_price", ticker.askPrice)
            writer.amount("last", ticker.last)
            writer.amount("open", ticker.open)
            writer.amount("high", ticker.high)
            writer.amount("low", ticker.low)
            writer.amount("base_volume", ticker.baseVolume)
            writer.amount("quote_volume", ticker.quoteVolume)
            writer.member("window", ticker.window.rawValue)
            writer.member("time", ticker.time?.description)
        }
    }

    private static func level(_ name: String, _ level: BookLevel?, to writer: inout JSONWriter) {
        writer.key(name)
        guard let level else { return writer.null() }
        writer.object { writer in
            writer.amount("price", level.price)
            writer.amount("quantity", level.quantity)
        }
    }

    static func write(_ book: OrderBook, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("symbol", book.symbol.description)
            writer.number("sequence", book.sequence.flatMap { Int64(exactly: $0) })
            writer.member("time", book.time?.description)
            side("bids", book.bids, to: &writer)
            side("asks", book.asks, to: &writer)
        }
    }

    private static func side(_ name: String, _ levels: [BookLevel], to writer: inout JSONWriter) {
        writer.key(name)
        writer.array { writer in
            for level in levels {
                writer.array { writer in
                    writer.decimalString(level.price)
                    writer.decimalString(level.quantity)
                }
            }
        }
    }

    static func write(_ trade: PublicTrade, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", trade.id)
            writer.member("symbol", trade.symbol.description)
            writer.amount("price", trade.price)
            writer.amount("quantity", trade.quantity)
            writer.member("aggressor", trade.aggressor?.rawValue)
            writer.member("time", trade.time.description)
        }
    }

    static func write(_ candle: Candle, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("open_time", candle.openTime.description)
            writer.amount("open", candle.open)
            writer.amount("high", candle.high)
            writer.amount("low", candle.low)
            writer.amount("close", candle.close)
            writer.amount("base_volume", candle.baseVolume)
            writer.amount("quote_volume", candle.quoteVolume)
            writer.number("trade_count", candle.tradeCount)
            writer.flag("is_closed", candle.isClosed)
        }
    }
}
