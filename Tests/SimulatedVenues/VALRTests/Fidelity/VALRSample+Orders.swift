import VenueSimulator

@testable import SimulatedVALR

extension VALRSample {
    static let orders: [VALRSample] = [
        VALRSample(file: "rest-place-limit-v2-201.json", status: 201) {
            var client = try VALRClient()
            return [client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"123""#)]
        },
        VALRSample(file: "rest-place-limit-v1-202.json", status: 202) {
            var client = try VALRClient()
            return [client.limit("BUY", "0.001", at: "50000", #","customerOrderId":"123""#, version: 1)]
        },
        VALRSample(file: "rest-modify-v2-201.json", status: 201) {
            var client = try VALRClient()
            return [client.modify(client.rest(), #""newPrice":"51000""#)]
        },
        VALRSample(file: "rest-cancel-v2.json") {
            var client = try VALRClient()
            return [client.cancel(client.rest())]
        },
        VALRSample(file: "rest-cancel-all-pair.json") {
            var client = try VALRClient()
            client.rest()
            client.rest()
            return [client.signed("DELETE", "/v1/orders/BTCUSDC")]
        },
        VALRSample(file: "rest-open-orders.json") {
            var client = try VALRClient()
            client.rest()
            _ = client.limit("BUY", "0.9", at: String(client.best().ask))
            return [client.signed("GET", "/v1/orders/open")]
        },
        VALRSample(file: "rest-order-status.json") {
            var client = try VALRClient()
            let bid = client.best().bid
            let placed = client.rest("LimitSell")
            let more = #","customerOrderId":"556789""#
            let armed = client.stop("TAKE_PROFIT_LIMIT", "BUY", trigger: "90000", price: "90000", more)
            let fired = client.stop("STOP_LOSS_LIMIT", "SELL", trigger: String(bid - 20), price: String(bid + 500))
            _ = client.limit("SELL", "2", at: String(bid - 60), #","timeInForce":"IOC""#)
            return [placed, armed["id"] ?? "", fired["id"] ?? ""].map { client.status($0) }
        },
        VALRSample(file: "rest-order-history-detail.json") {
            var client = try VALRClient()
            let id = client.rest("123")
            _ = client.modify(id, #""newPrice":"51000","newTotalQuantity":"0.002""#)
            return [client.detail(id)]
        },
        VALRSample(file: "rest-order-history-summary.json") {
            var client = try VALRClient()
            _ = client.limit("SELL", "0.001", at: String(client.best().bid), #","customerOrderId":"LimitSell""#)
            return [client.signed("GET", "/v1/orders/history/summary/customerorderid/LimitSell")]
        },
        VALRSample(file: "rest-order-history.json") {
            var client = try VALRClient()
            _ = client.limit("BUY", "0.001", at: String(client.best().ask))
            _ = client.stop("STOP_LOSS_LIMIT", "SELL", trigger: "120000", price: "110000")
            return [client.signed("GET", "/v1/orders/history")]
        },
        VALRSample(file: "rest-batch-orders.json") {
            var client = try VALRClient()
            let id = client.rest()
            let pair = #""pair":"BTCUSDC""#
            let items = [
                #"{"type":"PLACE_MARKET","data":{\#(pair),"side":"BUY","baseAmount":"0.001","customerOrderId":"1234"}}"#,
                #"{"type":"PLACE_LIMIT","data":{\#(pair),"side":"BUY","quantity":"0.001","price":"50000"}}"#,
                #"{"type":"PLACE_STOP_LIMIT","data":{\#(pair),"side":"SELL","quantity":"0.001","price":"50000","#
                    + #""stopPrice":"60000","type":"STOP_LOSS_LIMIT"}}"#,
                #"{"type":"PLACE_LIMIT","data":{\#(pair),"side":"BUY","quantity":"0.00000001","price":"50000"}}"#,
                #"{"type":"CANCEL_ORDER","data":{\#(pair),"orderId":"\#(id)"}}"#,
            ]
            return [client.signed("POST", "/v1/batch/orders", #"{"requests":[\#(items.joined(separator: ","))]}"#)]
        },
    ]
}
