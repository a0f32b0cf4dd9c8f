import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("What is kept of the past")
struct KeptHistoryTests {
    /// The largest prices and sizes of a ring's trades: ordinary, and beyond what a narrow bar holds, one by one.
    private static let largest: [(ticks: Int64, lots: Int64)] = [
        (100, 100), (6_500_000, 100_000), (Int64(Int32.max) * 4, 10), (1_000_000, Limits.lots),
        (Limits.ticks, Limits.lots),
    ]

    /// Bars the long way: every trade merged into a whole bar.
    private func bars(of trades: [TradeRecord], width: Int64) -> [Bar] {
        var bars: [Bar] = []
        for trade in trades {
            let bar = Bar(trade, start: CandleCalendar.floor(trade.time, width))
            if bars.last?.start == bar.start { bars[bars.count - 1].merge(bar) } else { bars.append(bar) }
        }
        return bars
    }

    /// Trades of about two in a minute whose prices and sizes go up to these.
    private func trades(
        _ count: Int, ticks: Int64, lots: Int64, seed: UInt64, after last: TradeRecord?, from time: Int64
    ) -> [TradeRecord] {
        var random = SplitMix64(seed: seed, market: 0)
        var time = last?.time ?? time
        let firstID = (last?.id ?? 69) + 1
        return (0..<count).map { index in
            time += random.below(60_000)
            return TradeRecord(
                id: firstID + Int64(index), aggregateID: Int64(index) + 50, ticks: 1 + random.below(ticks),
                lots: 1 + random.below(lots), time: time, takerSide: random.below(2) == 0 ? .buy : .sell)
        }
    }

    @Test(
        "A ring's bars are those of its trades, however large these are",
        arguments: largest, [0, -40_000_000, TestExchange.start] as [Int64])
    func ringBars(_ largest: (ticks: Int64, lots: Int64), from time: Int64) {
        for seed in 1...2 as ClosedRange<UInt64> {
            // Ordinary ones come first, so that a ring that goes over to whole bars has some to take along.
            let first = trades(600, ticks: 100, lots: 100, seed: seed, after: nil, from: time)
            let all =
                first
                + trades(
                    600, ticks: largest.ticks, lots: largest.lots, seed: seed + 5, after: first.last, from: time)
            var ring = BarRing(width: 60_000, capacity: 200)
            for (index, trade) in all.enumerated() {
                ring.record(trade)
                let expected = bars(of: Array(all[...index].suffix(8)), width: 60_000).last?.close
                #expect(ring.last?.close == expected && ring.last?.lastTradeID == trade.id)
            }
            let expected = bars(of: all, width: 60_000)
            #expect(Array(ring) == Array(expected.suffix(200)), "seed \(seed)")
            for bar in expected.suffix(40) {
                for edge in [bar.start - 1, bar.start, bar.start + 60_000] {
                    #expect(ring.firstIndex(endingAfter: edge) == ring.firstIndex { $0.start + 60_000 > edge } ?? 200)
                }
            }
        }
    }

    @Test("A ring of trades counts their ids and gives back the rest, the oldest falling out")
    func tradeRing() {
        let all = trades(500, ticks: Limits.ticks, lots: Limits.lots, seed: 3, after: nil, from: -1_000_000)
        var ring = TradeRing(capacity: 90, nextID: 70)
        for (index, trade) in all.enumerated() {
            let added = ring.append(
                aggregateID: trade.aggregateID, ticks: trade.ticks, lots: trade.lots, time: trade.time,
                takerSide: trade.takerSide)
            #expect(added == trade && ring.last == trade && ring.nextID == trade.id + 1)
            #expect(ring.count == min(index + 1, 90))
        }
        #expect(Array(ring) == Array(all.suffix(90)))
    }

    @Test("A bar and a trade stay small, for a host keeps thousands in each of fifty markets")
    func sizes() {
        #expect(MemoryLayout<NarrowBar>.stride == 64)
        #expect(MemoryLayout<KeptTrade>.stride == 32)
    }
}
