import AdapterConformance
import AdapterProtocol

extension OnlineStreamDefects {
    /// Tickers and candles.
    static let values: [Defect] = [
        .spoiltMarket("readers get tickers with bid and ask a tick apart from the market") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .ticker(let slot, let ticker) = event else { return event }
                    return .ticker(
                        slot: slot,
                        Ticker(
                            symbol: ticker.symbol, bid: nil, ask: nil, last: ticker.last,
                            bidPrice: ticker.bidPrice?.times(2), askPrice: ticker.askPrice?.times(2)))
                }
            }
        },
        .spoiltMarket("readers get tickers of zeros") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .ticker(let slot, let ticker) = event else { return event }
                    return .ticker(slot: slot, Ticker(symbol: ticker.symbol, bid: nil, ask: nil, last: .zero))
                }
            }
        },
        .spoiltMarket("readers get candles that begin where they end") { spoils in
            spoils.events = changing { candle in
                Candle(
                    openTime: candle.openTime, open: candle.close, high: candle.high.times(2), low: candle.low,
                    close: candle.close, baseVolume: candle.baseVolume, quoteVolume: candle.quoteVolume,
                    tradeCount: candle.tradeCount, isClosed: candle.isClosed)
            }
        },
        .spoiltMarket("readers get candles that begin a second late") { spoils in
            spoils.events = changing { candle in
                Candle(
                    openTime: candle.openTime.advanced(by: .seconds(1)), open: candle.open, high: candle.high,
                    low: candle.low, close: candle.close, baseVolume: candle.baseVolume,
                    quoteVolume: candle.quoteVolume, tradeCount: candle.tradeCount, isClosed: candle.isClosed)
            }
        },
    ]

    private static func changing(
        _ change: @escaping @Sendable (Candle) -> Candle
    ) -> @Sendable ([MarketStreamEvent]) -> [MarketStreamEvent] {
        { events in
            events.map { event in
                guard case .candle(let slot, let candle) = event else { return event }
                return .candle(slot: slot, change(candle))
            }
        }
    }

    /// The account's events.
    static let accounts: [Defect] = [
        .spoiltAccount("an account's session tells nothing but that it is live") { spoils in
            spoils.events = { events in events.filter { if case .live = $0 { true } else { false } } }
        },
        .spoiltAccount("readers get fills under ids of another kind") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .fill(let fill) = event else { return event }
                    return .fill(fill.with(id: FillID(rawValue: "x" + fill.id.rawValue)))
                }
            }
        },
        .spoiltAccount("a refused account's connection goes on") { spoils in
            spoils.ending = { _, _ in nil }
        },
        .spoiltAccount("readers get balances of twice what there is") { spoils in
            spoils.events = { events in
                events.map { event in
                    guard case .balance(let balance) = event else { return event }
                    return .balance(
                        Balance(
                            asset: balance.asset, wallet: balance.wallet, total: balance.total.times(2),
                            available: balance.total, held: balance.total))
                }
            }
        },
    ]
}
