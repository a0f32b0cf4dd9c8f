import AdapterProtocol
import Logging
import ServiceLifecycle
import Trading

/// Tells what its accounts hold, bids for a little Bitcoin at Binance, follows the order, and on a signal takes it back.
struct Bot: Service {
    let luno: any Venue
    let binance: any Venue
    let desk: OrderDesk
    let market: Symbol
    let key: IdempotencyKey
    let logger: Logger

    func run() async throws {
        // What a run that crashed left open is settled before a new order passes.
        try await desk.start()
        await desk.reconcile()
        for venue in [luno, binance] {
            for balance in try await venue.balances() {
                logger.info("\(venue.profile.displayName): \(balance.available) of \(balance.total) \(balance.asset)")
            }
        }
        let bid = OrderProposal(
            user: "bot", platform: binance.profile.id, symbol: market, side: .buy, type: .limit,
            amount: .base(try ExactDecimal(parsing: "0.001")),
            limitPrice: try await binance.orderBook(market, depth: 5).bestBid?.price, timeInForce: .goodTillCancelled)
        // All gates are asked, the intent is on disk, and only then is it sent, once. The key repeats the answer.
        let order = try await desk.submit(bid, key: key, bodyDigest: "bid")
        for verdict in order.verdicts { logger.info("\(verdict.gate): \(verdict.reason ?? "passed")") }
        logger.info("order \(order.id) is \(order.status.rawValue)")
        await cancelWhenGracefulShutdown { await desk.run() }
        if await desk.order(order.id)?.status.isFinal == false { _ = try await desk.cancel(order.id, by: "bot") }
        await desk.close()
    }
}
