@testable import SimulatedKraken

extension KrakenSample {
    static let orders = placing + rows

    private static let placing: [KrakenSample] = [
        KrakenSample(file: "rest-add-order.json") {
            var client = try KrakenClient()
            return client.call(
                "AddOrder",
                "pair=XBTUSD&type=buy&ordertype=limit&volume=1.25&price=60000.1&close[ordertype]=stop-loss-limit"
                    + "&close[price]=22000&close[price2]=21000")
        },
        KrakenSample(file: "rest-add-order-validate.json") {
            var client = try KrakenClient()
            return client.call(
                "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=0.0005&price=50000&validate=true")
        },
        KrakenSample(file: "rest-add-order-batch-partial.json") {
            var client = try KrakenClient()
            let orders =
                "{\"ordertype\":\"limit\",\"type\":\"buy\",\"volume\":\"0.803\",\"price\":\"28300\"},"
                + "{\"ordertype\":\"limit\",\"type\":\"sell\",\"volume\":\"10.105\",\"price\":\"96000\"}"
            return client.json("AddOrderBatch", "\"pair\":\"XBTUSD\",\"orders\":[\(orders)]")
        },
        KrakenSample(file: "rest-amend-order.json") {
            var client = try KrakenClient()
            let txid = client.limit("buy", "0.01", "60000")
            return client.call("AmendOrder", "txid=\(txid)&order_qty=0.005")
        },
        KrakenSample(file: "rest-cancel-order.json") {
            var client = try KrakenClient()
            let txid = client.limit("buy", "0.01", "60000")
            return client.call("CancelOrder", "txid=\(txid)")
        },
        KrakenSample(file: "rest-cancel-all-orders-after.json") {
            var client = try KrakenClient()
            return client.call("CancelAllOrdersAfter", "timeout=60")
        },
    ]

    private static let rows: [KrakenSample] = [
        KrakenSample(
            file: "rest-open-orders.json", kept: ["OQCLML-BW3P3-BUCMWZ"], map: ["result", "open"],
            waived: short("/result/open/*/cost", "/result/open/*/price")
        ) {
            var client = try KrakenClient(["noParent": "None"])
            client.limit("buy", "5", client.best.ask, more: "&userref=3")
            return client.call("OpenOrders", "trades=true")
        },
        KrakenSample(
            file: "rest-open-orders.json", kept: ["O45M52-BFD5S-YXKQOU"], map: ["result", "open"]
        ) {
            var client = try KrakenClient()
            client.limit("buy", "0.001", "60000", more: "&cl_ord_id=1234")
            return client.call("OpenOrders", "trades=true")
        },
        KrakenSample(
            file: "rest-closed-orders.json", kept: ["OETZYO-UL524-QJMXCT"], map: ["result", "closed"]
        ) {
            var client = try KrakenClient()
            let txid = client.limit("buy", "0.021", "3000", pair: "ETHUSDT")
            _ = client.call("CancelOrder", "txid=\(txid)")
            return client.call("ClosedOrders")
        },
        KrakenSample(
            file: "rest-closed-orders.json", kept: ["O37652-RJWRT-IMO74O"], map: ["result", "closed"]
        ) {
            var client = try KrakenClient(["noParent": "None"])
            let form = "pair=XBTEUR&type=sell&ordertype=stop-loss&volume=0.001&price=50000&userref=1"
            _ = client.call("CancelOrder", "txid=\(client.call("AddOrder", form).txid ?? "")")
            return client.call("ClosedOrders")
        },
        KrakenSample(
            file: "rest-closed-orders.json", kept: ["OPOST1-AAAAA-BBBBBB"], map: ["result", "closed"],
            waived: [
                "/result/closed/*/time_in_force": "the sample has descr.aclass without time_in_force"
            ]
        ) {
            var client = try KrakenClient(["newerFields": "lower"])
            client.limit(
                "buy", "0.001", client.best.ask,
                more: "&oflags=post&cl_ord_id=6d1b345e-2821-40e2-ad83-4ecb18a06876")
            return client.call("ClosedOrders")
        },
        KrakenSample(
            file: "rest-query-orders.json", kept: ["OTLAS3-RRHUF-NDWH5A"], map: ["result"],
            waived: short("/result/*/cost", "/result/*/fee", "/result/*/price")
        ) {
            var client = try KrakenClient()
            let txid =
                client.call("AddOrder", "pair=XBTUSDT&type=sell&ordertype=market&volume=0.01").txid ?? ""
            return client.call("QueryOrders", "txid=\(txid)&trades=true")
        },
        KrakenSample(
            file: "rest-query-orders.json", kept: ["OGMZCL-KC6MC-ZRBGM6"], map: ["result"],
            waived: [
                "/result/*/price": "printed with five digits, the other amounts of the row with six",
                "/result/*/opentm": "digits of a time follow its value", "/result/*/closetm": "likewise",
            ]
        ) {
            var client = try KrakenClient(["rowNumbers": "text"])
            let form = "pair=LTCUSDT&type=buy&ordertype=market&volume=0.1&userref=5"
            let txid = client.call("AddOrder", form).txid ?? ""
            return client.call("QueryOrders", "txid=\(txid)&trades=true")
        },
    ]

    private static func short(_ paths: String...) -> [String: String] {
        let reason = "recorded before amounts were padded; the sheet cuts to cost_decimals (L.14)"
        return Dictionary(uniqueKeysWithValues: paths.map { ($0, reason) })
    }
}
