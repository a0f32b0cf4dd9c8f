import AdapterProtocol
import Testing

@testable import VenueSimulator

@Suite("Cancel and amend")
struct ChangingTests {
    private func amend(
        _ test: inout TestExchange, _ id: Int64, to quantity: String, clientID: String? = nil
    ) throws -> EngineChange {
        try test.exchange.amend(
            .id(id), symbol: "BTCUSDT", account: "alice", quantity: try dec(quantity), clientOrderID: clientID,
            now: test.now)
    }

    @Test("An amend keeps id and place and frees what it no longer needs")
    func amendKeepsPlace() throws {
        var test = try TestExchange()
        let first = try test.limit("alice", .buy, "5", at: "100", id: "a").order.id
        let second = try test.limit("bob", .buy, "5", at: "100").order.id
        let change = try amend(&test, first, to: "2", clientID: "b")
        #expect(change.order.quantity == 2 && change.order.amendCount == 1 && change.order.clientOrderID == "b")
        #expect(try test.balance("USDT", "alice").locked == 200)
        try test.limit("carol", .sell, "3", at: "100")
        #expect(try test.order(first, "alice").status == .filled)
        #expect(try test.order(second, "bob").executedQuantity == 1)
        #expect(throws: EngineRejection.unknownOrder) {
            try test.exchange.order(.clientOrderID("a"), symbol: "BTCUSDT", account: "alice")
        }
        #expect(try test.exchange.order(.clientOrderID("b"), symbol: "BTCUSDT", account: "alice").id == first)
    }

    @Test("An amend that does not reduce is refused")
    func amendRefused() throws {
        var test = try TestExchange()
        let id = try test.limit("alice", .buy, "5", at: "100", id: "a").order.id
        try test.limit("alice", .buy, "5", at: "99", id: "b")
        #expect(throws: EngineRejection.amendIncreasesQuantity) { try amend(&test, id, to: "6") }
        #expect(throws: EngineRejection.amendChangesNothing) { try amend(&test, id, to: "5") }
        #expect(throws: EngineRejection.quantityNotOnLot) { try amend(&test, id, to: "0.000001") }
        #expect(throws: EngineRejection.duplicateClientOrderID) { try amend(&test, id, to: "4", clientID: "b") }
        #expect(try test.order(id, "alice").amendCount == 0)
    }

    @Test("An amend to what is already executed ends the order")
    func amendBelowExecuted() throws {
        var test = try TestExchange()
        let id = try test.limit("alice", .buy, "5", at: "100").order.id
        try test.limit("bob", .sell, "3", at: "100")
        let order = try amend(&test, id, to: "3").order
        #expect(order.status == .expired && order.expiryReason == .amendedBelowExecuted)
        #expect(try test.balance("USDT", "alice").locked.isZero)
        #expect(test.exchange.bestBid("BTCUSDT") == nil)
    }

    @Test("A cancel is final, frees the funds, and honours its restriction")
    func cancel() throws {
        var test = try TestExchange()
        let id = try test.limit("alice", .buy, "5", at: "100", id: "a").order.id
        try test.limit("bob", .sell, "3", at: "100")
        #expect(throws: EngineRejection.cancelRestricted) {
            try test.exchange.cancel(
                .id(id), symbol: "BTCUSDT", account: "alice", restriction: .onlyNew, now: test.now)
        }
        #expect(throws: EngineRejection.clientOrderIDMismatch) {
            try test.exchange.cancel(
                .both(id: id, clientOrderID: "z"), symbol: "BTCUSDT", account: "alice", now: test.now)
        }
        #expect(throws: EngineRejection.unknownOrder) {
            try test.exchange.cancel(.id(id), symbol: "BTCUSDT", account: "bob", now: test.now)
        }
        let change = try test.exchange.cancel(
            .clientOrderID("a"), symbol: "BTCUSDT", account: "alice", restriction: .onlyPartiallyFilled,
            now: test.now)
        #expect(change.order.status == .canceled && change.order.executedQuantity == 3)
        #expect(try test.balance("USDT", "alice").locked.isZero)
        #expect(throws: EngineRejection.unknownOrder) {
            try test.exchange.cancel(.id(id), symbol: "BTCUSDT", account: "alice", now: test.now)
        }
    }

    @Test("Cancel-all ends one market's orders of one account, oldest first")
    func cancelAll() throws {
        var test = try TestExchange()
        let ids = [
            try test.limit("alice", .buy, "1", at: "90").order.id,
            try test.stop("alice", .sell, "1", kind: .stopLoss, trigger: "80").order.id,
            try test.limit("alice", .sell, "1", at: "110").order.id,
        ]
        let other = try test.limit("bob", .buy, "1", at: "90").order.id
        let changes = try test.exchange.cancelAll(symbol: "BTCUSDT", account: "alice", now: test.now)
        #expect(changes.map(\.order.id) == ids)
        #expect(try test.order(other, "bob").status == .new)
        #expect(try test.exchange.cancelAll(symbol: "BTCUSDT", account: "alice", now: test.now).isEmpty)
    }

    @Test("A client order id is taken while its order is open and free again afterwards")
    func clientOrderIDs() throws {
        var test = try TestExchange()
        let first = try test.limit("alice", .buy, "1", at: "90", id: "x").order.id
        #expect(throws: EngineRejection.duplicateClientOrderID) {
            try test.limit("alice", .buy, "1", at: "90", id: "x")
        }
        try test.limit("bob", .buy, "1", at: "80", id: "x")
        _ = try test.exchange.cancel(.id(first), symbol: "BTCUSDT", account: "alice", now: test.now)
        let second = try test.limit("alice", .buy, "1", at: "90", id: "x").order.id
        #expect(try test.exchange.order(.clientOrderID("x"), symbol: "BTCUSDT", account: "alice").id == second)
    }

    @Test("Where ids are unique for ever, a used one stays refused")
    func clientOrderIDsForEver() throws {
        var test = try TestExchange { $0.clientOrderIDScope = .allOrdersOfAccount }
        let first = try test.limit("alice", .buy, "1", at: "90", id: "x").order.id
        _ = try test.exchange.cancel(.id(first), symbol: "BTCUSDT", account: "alice", now: test.now)
        #expect(throws: EngineRejection.duplicateClientOrderID) {
            try test.limit("alice", .buy, "1", at: "90", id: "x")
        }
    }
}
