import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Funds and fees")
struct FundsTests {
    private static func fees() throws -> EngineFees { EngineFees(maker: try dec("0.001"), taker: try dec("0.002")) }

    @Test("A limit buy locks its price and gets back what it paid less")
    func priceImprovement() throws {
        var test = try TestExchange()
        try test.limit("bob", .sell, "1", at: "90")
        try test.limit("alice", .buy, "2", at: "100")
        let balance = try test.balance("USDT", "alice")
        #expect(balance.locked == 100 && balance.free == 99_810)
    }

    @Test("An order the free funds do not cover is refused", arguments: [Side.buy, .sell])
    func insufficient(side: Side) throws {
        var test = try TestExchange()
        try test.limit("alice", side, "60", at: side == .buy ? "1000" : "2000")
        let asset = side == .buy ? "USDT" : "BTC"
        #expect(throws: EngineRejection.insufficientFunds(asset: asset)) {
            try test.limit("alice", side, "60", at: side == .buy ? "1000" : "2000")
        }
        try test.limit("bob", side == .buy ? .sell : .buy, "50", at: side == .buy ? "1001" : "1000")
        #expect(throws: EngineRejection.insufficientFunds(asset: asset)) {
            try test.market("alice", side, .base(41))
        }
        #expect(try test.market("alice", side, .base(30)).order.status == .filled)
    }

    @Test("Fees come from what is received, by role")
    func receivedAsset() throws {
        var test = try TestExchange(fees: try Self.fees())
        let maker = try test.limit("bob", .sell, "1.5", at: "100").order.id
        let fill = try #require(try test.limit("alice", .buy, "1.5", at: "100").fills.first)
        #expect(try fill.fee == dec("0.003") && fill.feeAsset == "BTC" && !fill.isMaker)
        #expect(fill.fee.description == "0.00300000")
        let other = try #require(test.exchange.fills(account: "bob", symbol: "BTCUSDT", orderID: maker).first)
        #expect(try other.fee == dec("0.15") && other.feeAsset == "USDT" && other.isMaker)
        #expect(try test.balance("BTC", "alice").free == dec("101.497"))
        #expect(test.exchange.collectedFees == ["BTC": try dec("0.003"), "USDT": try dec("0.15")])
    }

    @Test("With the discount on, BNB pays at its last price; when it runs short the received asset pays in full")
    func discount() throws {
        var test = try TestExchange(fees: try Self.fees())
        try test.exchange.setUsesFeeDiscount(true, account: "alice")
        try test.limit("bob", .sell, "50", at: "1000")
        // 1,000 USDT x 0.002 x 0.75 / 500 USDT = 0.003 BNB.
        let cheap = try #require(try test.limit("alice", .buy, "1", at: "1000").fills.first)
        #expect(try cheap.feeAsset == "BNB" && cheap.fee == dec("0.003"))
        #expect(try test.balance("BNB", "alice").free == dec("9.997"))
        try test.exchange.place(bnbSale, at: test.now)
        let full = try #require(try test.limit("alice", .buy, "1", at: "1000").fills.first)
        #expect(try full.feeAsset == "BTC" && full.fee == dec("0.002"))
    }

    /// Locks nearly all of alice's BNB.
    private var bnbSale: NewOrder {
        NewOrder(
            symbol: "BNBUSDT", account: "alice", side: .sell, kind: .limit,
            amount: .base(ExactDecimal("9.996") ?? 0), price: 600)
    }

    @Test("Fees round in the configured direction, to the asset's precision", arguments: [FeeRounding.down, .up])
    func rounding(direction: FeeRounding) throws {
        var test = try TestExchange(fees: try Self.fees()) { $0.feeRounding = direction }
        try test.limit("bob", .sell, "0.00001", at: "100.01")
        try test.limit("alice", .buy, "0.00001", at: "100.01")
        let fee = try #require(test.exchange.fills(account: "bob", symbol: "BTCUSDT").first?.fee)
        #expect(fee == (try dec(direction == .down ? "0.000001" : "0.00000101")))
    }

    @Test("A deposit that is negative, too fine, too large or of an unknown asset is refused")
    func deposits() throws {
        var test = try TestExchange()
        for (amount, asset) in [("-1", "BTC"), ("0.000000001", "BTC"), ("1e30", "BTC"), ("1", "DOGE")] {
            let amount = try dec(amount)
            #expect(throws: EngineSetupError.self) {
                try test.exchange.deposit(amount, of: asset, to: "alice", now: test.now)
            }
        }
        let events = try test.exchange.deposit(1, of: "BTC", to: "alice", now: test.now)
        #expect(events.count == 1)
        #expect(try test.balance("BTC", "alice").free == 101)
    }
}

extension SimulatedExchange {
    fileprivate mutating func place(_ order: NewOrder, at now: Int64) throws {
        _ = try place(order, now: now)
    }
}
