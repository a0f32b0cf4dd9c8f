import AdapterProtocol
import VenueSimulator

extension Binance.Market {
    /// The filters as exchangeInfo prints them, in the order of the recorded TSLABUSDT row.
    var filters: [Binance.JSON] {
        var out: [Binance.JSON] = [
            [
                "filterType": "PRICE_FILTER", "minPrice": .money(price.minimum), "maxPrice": .money(price.maximum),
                "tickSize": .money(price.step),
            ],
            [
                "filterType": "LOT_SIZE", "minQty": .money(lot.minimum), "maxQty": .money(lot.maximum),
                "stepSize": .money(lot.step),
            ],
            ["filterType": "ICEBERG_PARTS", "limit": .integer(maximumIcebergParts)],
            [
                "filterType": "MARKET_LOT_SIZE", "minQty": .money(.zero), "maxQty": .money(marketMaximum),
                "stepSize": .money(.zero),
            ],
            [
                "filterType": "TRAILING_DELTA", "minTrailingAboveDelta": 10, "maxTrailingAboveDelta": 2000,
                "minTrailingBelowDelta": 10, "maxTrailingBelowDelta": 2000,
            ],
            percentFilter,
            notionalFilter,
            ["filterType": "MAX_NUM_ORDERS", "maxNumOrders": .integer(maximumOrders)],
            ["filterType": "MAX_NUM_ORDER_LISTS", "maxNumOrderLists": 20],
            ["filterType": "MAX_NUM_ALGO_ORDERS", "maxNumAlgoOrders": .integer(maximumConditionalOrders)],
            ["filterType": "MAX_NUM_ORDER_AMENDS", "maxNumOrderAmends": .integer(maximumAmendments)],
        ]
        if let maximumPosition {
            out.append(["filterType": "MAX_POSITION", "maxPosition": .money(maximumPosition)])
        }
        return out
    }

    private var percentFilter: Binance.JSON {
        switch percent {
        case .bySide(let bidUp, let bidDown, let askUp, let askDown):
            [
                "filterType": "PERCENT_PRICE_BY_SIDE", "bidMultiplierUp": .text(bidUp),
                "bidMultiplierDown": .text(bidDown), "askMultiplierUp": .text(askUp),
                "askMultiplierDown": .text(askDown), "avgPriceMins": .integer(averageMinutes),
            ]
        case .bothSides(let up, let down):
            [
                "filterType": "PERCENT_PRICE", "multiplierUp": .text(up), "multiplierDown": .text(down),
                "avgPriceMins": .integer(averageMinutes),
            ]
        }
    }

    private var notionalFilter: Binance.JSON {
        switch notional {
        case .notional(let minimum, let maximum):
            [
                "filterType": "NOTIONAL", "minNotional": .money(minimum), "applyMinToMarket": true,
                "maxNotional": .money(maximum), "applyMaxToMarket": false, "avgPriceMins": .integer(averageMinutes),
            ]
        case .minNotional(let minimum):
            [
                "filterType": "MIN_NOTIONAL", "minNotional": .money(minimum), "applyToMarket": true,
                "avgPriceMins": .integer(averageMinutes),
            ]
        }
    }
}
