import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// binance.md G.2 and G.3, written from the sheet: what each refusal means for a write.
///
/// Where the sheet says badRequest or a bare invalidOrder and the vocabulary can name the field, the row names it and
/// `sheet` keeps the sheet's word.
@Suite("Errors mean what the sheet says")
struct ErrorTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let code: Int
        let text: String
        let kind: VenueError.Kind
        let effect: VenueError.Effect
        let advice: VenueError.Advice
        let sheet: String?

        init(
            _ code: Int, _ text: String, _ kind: VenueError.Kind, _ advice: VenueError.Advice? = nil,
            effect: VenueError.Effect = .notExecuted(.stated), sheet: String? = nil
        ) {
            self.code = code
            self.text = text
            self.kind = kind
            self.effect = effect
            self.advice = advice ?? kind.field.map { .afterFixing($0) } ?? .never
            self.sheet = sheet
        }

        var testDescription: String { "\(code) \(text)" }
    }

    static let codes: [Row] = [
        Row(
            -1000, "An unknown error occurred while processing the request.", .unavailable, .afterResync,
            effect: .unknown),
        Row(-1001, "Internal error; unable to process your request.", .unavailable, .afterResync, effect: .unknown),
        Row(-1002, "You are not authorized to execute this request.", .permission),
        Row(-1003, "Too much request weight used.", .rateLimited, .after(.seconds(60))),
        Row(-1004, "Server is busy, please wait and try again", .unavailable, .afterResync, effect: .unknown),
        Row(-1006, "Execution status unknown.", .unavailable, .afterResync, effect: .unknown),
        Row(-1007, "Timeout; execution status unknown.", .unavailable, .afterResync, effect: .unknown),
        Row(-1008, "Server is currently overloaded.", .unavailable, .afterResync, effect: .unknown),
        Row(-1014, "Unsupported order combination.", .badRequest),
        Row(
            -1015, "Too many new orders; current limit is 50 orders per 10 SECOND.", .rateLimited, .after(.seconds(10))),
        Row(-1016, "This service is no longer available.", .unavailable),
        Row(-1020, "This operation is not supported.", .badRequest),
        Row(-1021, "Timestamp for this request is outside of the recvWindow.", .clockSkew, .afterResync),
        Row(-1022, "Signature for this request is not valid.", .authentication),
        Row(-1034, "Too many connections.", .rateLimited, .after(.seconds(300))),
        Row(-1099, "Not found, authenticated, or authorized.", .authentication),
        Row(-1100, "Illegal characters found in a parameter.", .badRequest),
        Row(-1100, "Illegal characters found in parameter 'price'; legal range is '^x$'.", .invalidOrder(.limitPrice)),
        Row(-1100, "Illegal characters found in parameter 'quantity'; legal range is '^x$'.", .invalidOrder(.amount)),
        Row(-1101, "Too many parameters.", .badRequest), Row(-1102, "Mandatory parameter was not sent.", .badRequest),
        Row(
            -1102, "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.", .clockSkew,
            .afterResync),
        Row(-1103, "An unknown parameter was sent.", .badRequest),
        Row(-1104, "Not all sent parameters were read.", .badRequest),
        Row(-1105, "Parameter 'x' was empty.", .badRequest),
        Row(-1106, "Parameter 'x' sent when not required.", .badRequest),
        Row(-1108, "Parameter 'x' was too large.", .badRequest),
        Row(-1111, "Parameter 'quantity' has too much precision.", .invalidOrder(.amount)),
        Row(-1111, "Parameter 'price' has too much precision.", .invalidOrder(.limitPrice)),
        Row(-1111, "Parameter 'stopPrice' has too much precision.", .invalidOrder(.trigger)),
        Row(-1111, "Precision is over the maximum defined for this asset.", .invalidOrder(.amount)),
        Row(-1112, "No orders on book for symbol.", .invalidOrder(.amount), .after(.seconds(1))),
        Row(-1114, "TimeInForce parameter sent when not required.", .invalidOrder(.timeInForce), sheet: "badRequest"),
        Row(-1115, "Invalid timeInForce.", .invalidOrder(.timeInForce), sheet: "badRequest"),
        Row(-1116, "Invalid orderType.", .invalidOrder(.type), sheet: "badRequest"),
        Row(-1117, "Invalid side.", .invalidOrder(.side), sheet: "badRequest"),
        Row(-1118, "New client order ID was empty.", .badRequest),
        Row(-1119, "Original client order ID was empty.", .badRequest),
        Row(-1120, "Invalid interval.", .badRequest), Row(-1121, "Invalid symbol.", .unknownSymbol),
        Row(-1122, "Invalid symbolStatus.", .badRequest),
        Row(-1220, "The symbol's status does not match.", .marketMode),
        Row(-1125, "This listenKey does not exist.", .badRequest),
        Row(-1127, "More than 24 hours between startTime and endTime.", .badRequest),
        Row(-1128, "Combination of optional parameters invalid.", .badRequest),
        Row(-1130, "Data sent for a parameter is not valid.", .badRequest),
        Row(-1131, "recvWindow must be less than 60000", .badRequest),
        Row(-1134, "strategyType was less than 1000000.", .badRequest), Row(-1135, "Invalid JSON", .badRequest),
        Row(-1139, "Invalid ticker type.", .badRequest), Row(-1145, "Invalid cancelRestrictions.", .badRequest),
        Row(-1151, "Symbol is present multiple times in the list.", .badRequest),
        Row(-1194, "Invalid time unit", .badRequest),
        Row(-1210, "bad value", .badRequest), Row(-1211, "bad value", .badRequest),
        Row(-2008, "Invalid Api-Key ID.", .authentication),
        Row(-2013, "Order does not exist.", .orderNotFound, .afterResync),
        Row(-2014, "API-key format invalid.", .authentication),
        Row(-2015, "Invalid API-key, IP, or permissions for action.", .permission),
        Row(-2016, "No trading window could be found for the symbol.", .marketMode, .after(.seconds(60))),
        Row(-2021, "Order cancel-replace partially failed.", .partlyExecuted, .afterResync, effect: .unknown),
        Row(-2022, "Order cancel-replace failed.", .badRequest, .afterResync),
        Row(-2026, "Order was canceled or expired with no executed qty over 90 days ago.", .orderNotFound),
        Row(-2035, "User data subscription already active.", .badRequest),
        Row(-2036, "Subscription not active.", .badRequest),
        Row(-2039, "Client order ID is not correct for this order ID.", .badRequest),
        Row(-2042, "Subscription id limit reached.", .rateLimited),
        Row(-2043, "This symbol doesn't have a reference price.", .badRequest),
    ]

    static let texts: [Row] = [
        Row(-2010, "Account has insufficient balance for requested action.", .insufficientFunds),
        Row(-2010, "Duplicate order sent.", .duplicateClientOrderID, .afterResync),
        Row(-2010, "Order would immediately match and take.", .wouldTake),
        Row(-2010, "Order would trigger immediately.", .wouldTrigger),
        Row(-2010, "Stop price would trigger immediately.", .wouldTrigger),
        Row(-2011, "Unknown order sent.", .orderNotFound, .afterResync),
        Row(-2011, "Order was not canceled due to cancel restrictions.", .badRequest, sheet: "invalidOrder"),
        Row(-2011, "Cancel order is invalid. Check origClOrdId and orderId.", .badRequest),
        Row(-1013, "Market is closed.", .marketMode, .after(.seconds(60))),
        Row(-2010, "This order type is not possible in this trading phase.", .marketMode, .after(.seconds(60))),
        Row(-2010, "Limit orders require GTC for this phase.", .marketMode, .afterFixing(.timeInForce)),
        Row(-2010, "Price * QTY is zero or less.", .invalidOrder(.amount)),
        Row(-2010, "IcebergQty exceeds QTY.", .invalidOrder(.amount)),
        Row(-2010, "Stop loss orders are not supported for this symbol.", .invalidOrder(.type), sheet: "badRequest"),
        Row(-1013, "Market orders are not supported for this symbol.", .invalidOrder(.type), sheet: "badRequest"),
        Row(
            -1013, "This symbol does not allow the specified self-trade prevention mode.",
            .invalidOrder(.selfTradePrevention), sheet: "badRequest"),
        Row(-2010, "Order book liquidity is less than LOT_SIZE filter minimum quantity.", .invalidOrder(.amount)),
        Row(-2010, "Order book liquidity is less than symbol minimum quantity.", .invalidOrder(.amount)),
        Row(-2010, "This action is disabled on this account.", .permission),
        Row(-2010, "This account may not place or cancel orders.", .permission),
        Row(-2010, "This symbol is not permitted for this account.", .permission),
        Row(-2010, "This symbol is restricted for this account.", .permission),
        Row(-2010, "Symbol not whitelisted for API key.", .permission),
        Row(-2010, "Rest API trading is not enabled.", .unavailable, .after(.seconds(60))),
        Row(-2010, "WebSocket API trading is not enabled.", .unavailable, .after(.seconds(60))),
        Row(-1013, "Filter failure: PRICE_FILTER", .invalidOrder(.limitPrice)),
        Row(-1013, "Filter failure: PERCENT_PRICE", .invalidOrder(.limitPrice)),
        Row(-1013, "Filter failure: PERCENT_PRICE_BY_SIDE", .invalidOrder(.limitPrice)),
        Row(-1013, "Filter failure: LOT_SIZE", .invalidOrder(.amount)),
        Row(-1013, "Filter failure: MARKET_LOT_SIZE", .invalidOrder(.amount)),
        Row(-2010, "Filter failure: MAX_POSITION", .invalidOrder(.amount)),
        Row(-1013, "Filter failure: ICEBERG_PARTS", .invalidOrder(.amount)),
        Row(-1013, "Filter failure: MIN_NOTIONAL", .invalidOrder(.notional)),
        Row(-1013, "Filter failure: NOTIONAL", .invalidOrder(.notional)),
        Row(-1013, "Filter failure: MAX_NUM_ORDERS", .tooManyOpenOrders, .afterResync),
        Row(-1013, "Filter failure: MAX_NUM_ALGO_ORDERS", .tooManyOpenOrders, .afterResync),
        Row(-1013, "Filter failure: EXCHANGE_MAX_NUM_ORDERS", .tooManyOpenOrders, .afterResync),
        // Amendments used up, not open orders.
        Row(-2038, "Filter failure: MAX_NUM_ORDER_AMENDS", .badRequest, sheet: "invalidOrder"),
        Row(-2038, "Order amend is not supported for this symbol.", .badRequest, sheet: "invalidOrder"),
        Row(-2038, "Order amend (quantity increase) is not supported.", .badRequest, sheet: "invalidOrder"),
        Row(-2038, "The requested action would change no state; rejecting", .badRequest, sheet: "invalidOrder"),
        Row(-1013, "Filter failure: TRAILING_DELTA", .badRequest),
        // "match the text whatever the code"
        Row(-1010, "Filter failure: LOT_SIZE", .invalidOrder(.amount)),
        Row(-1199, "Filter failure: NOTIONAL", .invalidOrder(.notional)),
        Row(-1010, "Account has insufficient balance for requested action.", .insufficientFunds),
    ]

    @Test("Every code and every text of the sheet, as the answer to a cancel-all", arguments: codes + texts)
    func golden(_ row: Row) throws {
        // The one write whose failure comes out whole; -2011 alone is its success.
        guard row.code != -2011 else { return try cancelled(row) }
        let run = Sample.adapter.cancelAll(on: try Sample.bitcoin()).run(.refused(row.code, row.text))
        let error = try #require(run.failure)
        expect(error, row)
    }

    private func cancelled(_ row: Row) throws {
        let run = Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin())
            .run(.refused(row.code, row.text))
        switch try #require(run.output) {
        case .notLive(let error):
            #expect(row.kind == .orderNotFound)
            expect(error, row)
        case .rejected(let error):
            #expect(row.kind != .orderNotFound)
            expect(error, row)
        default: Issue.record("a refused cancel is notLive or rejected")
        }
    }

    private func expect(_ error: VenueError, _ row: Row) {
        #expect(error.kind == row.kind)
        #expect(error.effect == row.effect)
        #expect(error.advice == row.advice)
        #expect(error.evidence?.code == String(row.code))
        #expect(error.message == row.text)
    }

    @Test("A placement: refused codes reject it, doubtful codes leave it unknown", arguments: codes + texts)
    func placement(_ row: Row) throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(.refused(row.code, row.text))
        switch try #require(run.output) {
        case .rejected(let error, _):
            #expect(row.effect == .notExecuted(.stated))
            #expect(row.kind != .duplicateClientOrderID)
            expect(error, row)
        case .unknown(let doubt):
            #expect(row.effect == .unknown || row.kind == .duplicateClientOrderID)
            #expect(doubt.error.effect == .unknown)
            #expect(doubt.clientOrderID == Sample.clientID)
        default: Issue.record("\(row.testDescription): neither rejected nor unknown")
        }
    }

    @Test("A read has no effect to doubt, and is never told to look itself up", arguments: codes)
    func reading(_ row: Row) throws {
        let run = Sample.adapter.balances().run(.refused(row.code, row.text))
        let error = try #require(run.failure)
        #expect(error.kind == row.kind)
        #expect(error.effect == .notExecuted(.read))
        if row.effect == .unknown {
            #expect(error.advice == .after(.seconds(row.code == -1008 ? 60 : 1)))
        }
    }

    @Test("A code that no table names leaves a write unknown", arguments: [-9999, 0, 1, -1])
    func unnamed(_ code: Int) throws {
        let run = Sample.adapter.cancelAll(on: try Sample.bitcoin()).run(.refused(code, "new"))
        #expect(run.failure?.effect == .unknown)
        #expect(run.failure?.advice == .afterResync)
    }

    @Test("A text that no row names is still the engine's refusal", arguments: [-1010, -1013, -2010, -2038])
    func unnamedText(_ code: Int) throws {
        let run = Sample.adapter.cancelAll(on: try Sample.bitcoin()).run(.refused(code, "A new reason."))
        #expect(run.failure?.kind == .badRequest)
        #expect(run.failure?.effect == .notExecuted(.stated))
    }
}
