import VenueSimulator

// POST order/cancelReplace (binance.md E.5).
extension BinanceFace {
    mutating func cancelReplace(
        _ call: inout Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        let plan = try Binance.ReplacePlan(&parameters)
        try parameters.finish()
        // Filters and the order count come before the cancel: a refusal here leaves the old order alone.
        try admit(plan.form)
        do {
            try orderCounts.check(call.switches, now: now)
        } catch {
            guard plan.exceededMode == .cancelOnly else { throw error }
            throw cancelOnly(plan, call, refusal: error)
        }
        let old: Binance.JSON
        do {
            old = try withdraw(plan.key, plan.form.market, plan.restriction, cancelID: plan.cancelID, call)
        } catch {
            throw afterFailedCancel(plan, call, refusal: error)
        }
        do {
            let new = try enter(plan.form, call)
            call.countsOrders = true
            return [
                "cancelResult": "SUCCESS", "newOrderResult": "SUCCESS", "cancelResponse": old,
                "newOrderResponse": new,
            ]
        } catch {
            throw .replaceFailedInPart(Self.details("SUCCESS", "FAILURE", old, error.body))
        }
    }

    /// The order count is used up and the caller wants at least the cancel.
    private mutating func cancelOnly(
        _ plan: Binance.ReplacePlan,
        _ call: Binance.Call,
        refusal: Binance.Refusal
    ) -> Binance.Refusal {
        do {
            let old = try withdraw(plan.key, plan.form.market, plan.restriction, cancelID: plan.cancelID, call)
            return .replaceFailedInPart(
                Self.details("SUCCESS", "FAILURE", old, refusal.body),
                status: 429,
                retryAfterSeconds: refusal.retryAfterSeconds
            )
        } catch {
            return .replaceFailed(
                Self.details("FAILURE", "FAILURE", error.body, refusal.body),
                status: 429,
                retryAfterSeconds: refusal.retryAfterSeconds
            )
        }
    }

    private mutating func afterFailedCancel(
        _ plan: Binance.ReplacePlan,
        _ call: Binance.Call,
        refusal: Binance.Refusal
    ) -> Binance.Refusal {
        guard plan.mode == .allowFailure else {
            // Not attempted, yet it counts (binance.md E.5).
            orderCounts.add(1, now: now)
            return .replaceFailed(Self.details("FAILURE", "NOT_ATTEMPTED", refusal.body, .null))
        }
        do {
            let new = try enter(plan.form, call)
            return .replaceFailedInPart(Self.details("FAILURE", "SUCCESS", refusal.body, new))
        } catch {
            return .replaceFailed(Self.details("FAILURE", "FAILURE", refusal.body, error.body))
        }
    }

    private static func details(
        _ cancelResult: String,
        _ newOrderResult: String,
        _ cancelResponse: Binance.JSON,
        _ newOrderResponse: Binance.JSON
    ) -> Binance.JSON {
        [
            "cancelResult": .text(cancelResult), "newOrderResult": .text(newOrderResult),
            "cancelResponse": cancelResponse, "newOrderResponse": newOrderResponse,
        ]
    }
}

extension Binance {
    /// A cancelReplace as its parameters describe it.
    struct ReplacePlan: Sendable {
        enum Mode: String, Sendable {
            case stopOnFailure = "STOP_ON_FAILURE"
            case allowFailure = "ALLOW_FAILURE"
        }

        enum ExceededMode: String, Sendable {
            case doNothing = "DO_NOTHING"
            case cancelOnly = "CANCEL_ONLY"
        }

        let mode: Mode
        let exceededMode: ExceededMode
        let key: OrderKey
        let cancelID: String?
        let restriction: Restriction?
        let form: OrderForm

        init(_ parameters: inout Parameters) throws(Refusal) {
            form = try OrderForm(&parameters)
            mode = try parameters.requiredChoice("cancelReplaceMode")
            key = try parameters.orderKey("cancelOrderId", "cancelOrigClientOrderId")
            cancelID = try parameters.clientID("cancelNewClientOrderId")
            restriction = try parameters.choice("cancelRestrictions")
            exceededMode = try parameters.choice("orderRateLimitExceededMode") ?? .doNothing
        }
    }
}
