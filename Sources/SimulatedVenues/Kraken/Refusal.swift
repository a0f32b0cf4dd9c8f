import VenueSimulator

extension Kraken {
    /// Why a call has no result: one error text in the envelope with HTTP 200 (kraken.md G.1), or a page of the edge.
    struct Refusal: Error, Sendable, Hashable {
        /// The text in `error`; empty for a page.
        let text: String
        /// The HTTP status of the edge's HTML page instead of an envelope.
        var pageStatus: Int?

        init(_ text: String) { self.text = text }

        private init(page: Int) {
            text = ""
            pageStatus = page
        }

        static let invalidKey = Refusal("EAPI:Invalid key")
        static let invalidSignature = Refusal("EAPI:Invalid signature")
        static let invalidNonce = Refusal("EAPI:Invalid nonce")
        static let rateLimit = Refusal("EAPI:Rate limit exceeded")
        static let badRequest = Refusal("EAPI:Bad request")
        static let permission = Refusal("EGeneral:Permission denied")
        static let lockout = Refusal("EGeneral:Temporary lockout")
        static let tooMany = Refusal("EGeneral:Too many requests")
        static let unknownMethod = Refusal("EGeneral:Unknown method")
        static let arguments = Refusal("EGeneral:Invalid arguments")
        static let clientIDTaken = Refusal("EGeneral:Invalid arguments:cl_ord_id not unique")
        static let unknownPair = Refusal("EQuery:Unknown asset pair")
        static let unknownAsset = Refusal("EQuery:Unknown asset")
        static let funds = Refusal("EOrder:Insufficient funds")
        static let minimum = Refusal("EOrder:Order minimum not met")
        static let costMinimum = Refusal("EOrder:Cost minimum not met")
        static let tick = Refusal("EOrder:Tick size check failed")
        static let price = Refusal("EOrder:Invalid price")
        static let priceText = Refusal("EOrder:Invalid price:Invalid price argument")
        static let invalidOrder = Refusal("EOrder:Invalid order")
        static let postOnly = Refusal("EOrder:Post only order")
        static let unknownOrder = Refusal("EOrder:Unknown order")
        static let engineLimit = Refusal("EOrder:Rate limit exceeded")
        static let openOrders = Refusal("EOrder:Orders limit exceeded")
        static let scheduled = Refusal("EOrder:Scheduled orders limit exceeded")
        static let notEditable = Refusal("EOrder:Order not editable")
        static let leaves = Refusal("EOrder:Not enough leaves qty")
        static let deadline = Refusal("EService:Deadline elapsed")
        static let unavailable = Refusal("EService:Unavailable")
        static let internalError = Refusal("EGeneral:Internal error")
        static let badGateway = Refusal(page: 502)

        /// `EGeneral:Invalid arguments:<field>`.
        static func argument(_ field: String) -> Refusal { Refusal("EGeneral:Invalid arguments:\(field)") }

        /// `EService:Market in <mode> mode`.
        static func market(_ mode: String) -> Refusal { Refusal("EService:Market in \(mode) mode") }

        /// `EService: Throttled: <unix seconds>`.
        static func throttled(until seconds: Int64) -> Refusal { Refusal("EService: Throttled: \(seconds)") }

        /// The envelope.
        var body: FaceJSON { ["error": [.text(text)]] }
    }
}

extension Kraken.Refusal {
    /// Why the engine did not take an order, an amend or a cancel.
    init(_ rejection: EngineRejection) {
        self =
            switch rejection {
            case .unknownMarket: .unknownPair
            case .unknownAccount: .invalidKey
            case .marketClosed: .market("cancel_only")
            case .insufficientFunds: .funds
            case .duplicateClientOrderID: .clientIDTaken
            case .wouldTake: .postOnly
            case .wouldTrigger, .invalidPrice: .price
            case .priceNotOnTick: .tick
            case .invalidQuantity, .quantityNotOnLot, .quoteAmountTooFine: .argument("volume")
            case .amountBelowOneLot: .minimum
            // The sheet publishes no largest order; a too large one fails for funds (C.4).
            case .tooLarge: .funds
            case .quoteAmountNotAllowed: .argument("viqc")
            case .selfTradeModeNotAllowed: .argument("stptype")
            case .tooManyOpenOrders: .openOrders
            case .unknownOrder, .clientOrderIDMismatch: .unknownOrder
            case .cancelRestricted, .amendNotAllowed, .amendNeedsBaseQuantity: .notEditable
            case .amendIncreasesQuantity: .notEditable
            case .amendChangesNothing: .arguments
            }
    }
}
