import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// Every row of kucoin.md G.2 and G.3, as the answer to a placement.
@Suite("Error table")
struct ErrorTableTests {
    private func place(_ answer: CallResult) throws -> PlaceOutcome? {
        Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output
    }

    static let codes: [(codes: String, kind: VenueError.Kind)] = [
        ("400001 400003 400004 400005 400008 400009 400011 400012 400201 400202 400401", .authentication),
        ("400002 102425 126041", .clockSkew),
        ("400006 400007 400010 400200 400301 400500 126021 126037 126045 126046", .permission),
        ("400303 200009 126005 126047 126048 400700 126002 411100", .permission),
        ("400330 400370 400760 102429 126022 126029 126030", .invalidOrder(.limitPrice)),
        ("400350 102434 102435 300000 600100", .invalidOrder(.amount)),
        ("600101 126003", .invalidOrder(.notional)),
        ("400600 200001 126009 126007 126015 600203 200002 126010 126028", .marketMode),
        ("200003 102427 126011", .tooManyOpenOrders),
        ("200004 210021 230003 260100 102421 126013", .insufficientFunds),
        ("900001 400000 126004 126006", .unknownSymbol),
        ("102428", .unavailable), ("126027", .invalidOrder(.type)),
        ("102436 126043 100001 100004 order_not_exist", .orderNotFound),
        ("400100 400400 401000 404000 404 415000 102411 130101 116104 112010 100040", .badRequest),
    ]

    @Test("Every named code", arguments: codes.indices)
    func named(_ index: Int) throws {
        let row = Self.codes[index]
        for code in row.codes.split(separator: " ") {
            guard case .rejected(let error, nil) = try place(.refused(String(code), "words nobody knows")) else {
                Issue.record("\(code) must reject")
                continue
            }
            #expect(error.kind == row.kind, "\(code)")
        }
    }

    @Test("Unknown on a placement, with whatever text", arguments: ["500000", "408000", "230005", "777777", "-1", "x"])
    func unnamed(_ code: String) throws {
        guard case .unknown(let doubt) = try place(.refused(code, "Price increment invalid.")) else {
            Issue.record("\(code) must be unknown")
            return
        }
        #expect(doubt.error.evidence?.code == code)
    }

    @Test("Duplicates prove that an order of this id lives", arguments: ["102426", "126033", "126044"])
    func duplicates(_ code: String) throws {
        guard case .unknown(let doubt) = try place(.refused(code, "")) else {
            Issue.record("must be unknown")
            return
        }
        #expect(doubt.error.kind == .duplicateClientOrderID)
    }

    static let texts: [(text: String, kind: VenueError.Kind)] = [
        ("Price increment invalid.", .invalidOrder(.limitPrice)),
        ("Order size increment invalid.", .invalidOrder(.amount)),
        ("The amount increment is invalid.", .invalidOrder(.amount)),
        ("Funds increment invalid.", .invalidOrder(.amount)),
        ("Funds below the minimum requirement.", .invalidOrder(.notional)),
        ("Order size below the minimum requirement.", .invalidOrder(.amount)),
        ("The order funds should more then 0.1 USDT.", .invalidOrder(.notional)),
        ("Order size invalid.", .invalidOrder(.amount)),
        ("price not in the given range", .invalidOrder(.limitPrice)),
        ("size not in the given range", .invalidOrder(.amount)),
        ("Unsupported trading pair.", .unknownSymbol), ("symbol not exists", .unknownSymbol),
        ("validation.createOrder.symbolNotAvailable", .marketMode),
        ("validation.createOrder.clientOidIsRequired", .badRequest),
        ("order does not exist.", .orderNotFound), ("order cannot be: not allow to be cancelled", .orderNotFound),
        ("account.available.amount", .insufficientFunds), ("Balance insufficient!", .insufficientFunds),
        ("Insufficient balance", .insufficientFunds), ("Access denied, require more permission", .permission),
        ("pageSize should not greater than 500", .badRequest),
    ]

    @Test("Texts of the parameter families", arguments: texts.indices)
    func families(_ index: Int) throws {
        let row = Self.texts[index]
        for code in ["400100", "300000", "600100"] {
            guard case .rejected(let error, nil) = try place(.refused(code, row.text)) else {
                Issue.record("\(row.text) must reject")
                continue
            }
            #expect(error.kind == row.kind, "\(row.text)")
        }
    }

    @Test("An error code beside a result proves nothing")
    func contradiction() throws {
        let answer = CallResult.ok(#"{"code":"200004","msg":"Balance insufficient!","data":{"orderId":"1"}}"#)
        guard case .unknown = try place(answer) else {
            Issue.record("must be unknown")
            return
        }
        guard case .rejected = try place(.ok(#"{"code":"200004","msg":"Balance insufficient!","data":null}"#)) else {
            Issue.record("null data is none")
            return
        }
    }
}
