import AdapterConformance
import AdapterProtocol

/// Reads that make something up where an answer cannot be read: the value that a forgiving decoder leaves behind.
enum ReadDefects {
    static let all: [Defect] =
        [
            madeUp(.ticker, "ticker") {
                Ticker(symbol: $0, bid: nil, ask: nil, last: .zero, bidPrice: .zero, askPrice: .zero)
            },
            madeUp(.tickers, "tickers") {
                [Ticker(symbol: $0, bid: nil, ask: nil, last: .zero, bidPrice: .zero, askPrice: .zero)]
            },
            madeUp(.orderBook, "orderBook") {
                let nothing = BookLevel(price: .zero, quantity: .zero)
                return OrderBook(symbol: $0, bids: [nothing], asks: [nothing], sequence: nil, time: nil)
            },
            madeUp(.candles, "candles") { _ in
                [
                    Candle(
                        openTime: Timestamp(seconds: 0), open: .zero, high: .zero, low: .zero, close: .zero,
                        baseVolume: .zero, quoteVolume: nil, tradeCount: nil, isClosed: true)
                ]
            },
            madeUp(.instruments, "instruments") {
                let nothing = StepRules(step: .value(.zero), minimum: .value(.zero), maximum: .value(.zero))
                return [
                    Instrument(
                        symbol: $0, nativeName: "", mode: .open, price: nothing, quantity: nothing,
                        orderTypes: [.limit], takesQuoteAmounts: false, takesPostOnly: false, isAmendable: false,
                        readAt: Timestamp(seconds: 0))
                ]
            },
            madeUp(.feeRates, "feeRates") {
                FeeRates(
                    symbol: $0, makerBuy: 1, makerSell: 1, takerBuy: 1, takerSell: 1, readAt: Timestamp(seconds: 0))
            },
            madeUp(.deposits, "deposits") { [transfer(.deposit, $0.base)] },
            madeUp(.withdrawals, "withdrawals") { [transfer(.withdrawal, $0.base)] },
            madeUp(.orderHistory, "orderHistory") { [order($0)] },
            madeUp(.order, "order") { OrderLookup.found(order($0)) },
            madeUp(.fills, "fills") {
                [
                    Fill(
                        id: FillID(rawValue: ""), symbol: $0, venueOrderID: VenueOrderID(rawValue: ""), side: .buy,
                        price: .zero, quantity: .zero, quoteAmount: .zero, fees: nil, liquidity: .unknown, time: nil)
                ]
            },
        ]

    private static func madeUp<Value: Sendable>(
        _ operation: AdapterProxy.Operation, _ name: String,
        _ value: @escaping @Sendable (Symbol) -> Value
    ) -> Defect {
        .rescue("what cannot be read is zeros: \(name)", [operation]) { _ in Symbol("BTC/USDT").map(value)
        }
    }

    private static func transfer(_ direction: Transfer.Direction, _ asset: Asset) -> Transfer {
        Transfer(
            id: nil, direction: direction, asset: asset, amount: .zero, fee: nil, status: .completed,
            transactionID: nil, time: nil)
    }

    private static func order(_ symbol: Symbol) -> Order {
        Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: ""), clientOrderID: nil, side: .buy, type: nil,
            amount: nil, limitPrice: nil, timeInForce: nil, isPostOnly: nil, phase: .working, filledBase: .zero,
            filledQuote: nil, createdAt: nil, updatedAt: nil)
    }
}
