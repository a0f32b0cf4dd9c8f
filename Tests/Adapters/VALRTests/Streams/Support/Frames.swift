import AdapterProtocol

/// Messages in the venue's form, for what no sample shows.
enum Frames {
    /// `[price, quantity]` rows as an AGGREGATED_ORDERBOOK_UPDATE.
    static func aggregated(
        _ pair: String, bids: [(String, String)], asks: [(String, String)], sequence: Int64,
        time: String = "2024-03-27T12:39:52.562Z"
    ) -> String {
        func rows(_ levels: [(String, String)], _ side: String) -> String {
            levels.map { price, quantity in
                #"{"side":"\#(side)","quantity":"\#(quantity)","price":"\#(price)","currencyPair":"\#(pair)","orderCount":1}"#
            }.joined(separator: ",")
        }
        return #"{"type":"AGGREGATED_ORDERBOOK_UPDATE","currencyPairSymbol":"\#(pair)","data":{"#
            + #""Asks":[\#(rows(asks, "sell"))],"Bids":[\#(rows(bids, "buy"))],"#
            + #""LastChange":"\#(time)","SequenceNumber":\#(sequence)}}"#
    }

    /// One order of a book.
    struct Entry {
        let side: Side
        let price: String
        let id: String
        let quantity: String

        init(_ side: Side, _ price: String, _ id: String, _ quantity: String) {
            self.side = side
            self.price = price
            self.id = id
            self.quantity = quantity
        }
    }

    /// A message of a book that is told order by order; each entry as a level of its own, which is allowed.
    static func full(
        _ pair: String, isSnapshot: Bool = false, _ entries: [Entry], sequence: Int64, checksum: Int64? = 0
    ) -> String {
        func rows(_ side: Side) -> String {
            entries.filter { $0.side == side }.map { entry in
                #"{"Price":"\#(entry.price)","Orders":[{"orderId":"\#(entry.id)","quantity":"\#(entry.quantity)"}]}"#
            }.joined(separator: ",")
        }
        let proof = checksum.map { #","Checksum":\#($0)"# } ?? ""
        return #"{"type":"FULL_ORDERBOOK_\#(isSnapshot ? "SNAPSHOT" : "UPDATE")","currencyPairSymbol":"\#(pair)","#
            + #""data":{"LastChange":1711543154427,"Asks":[\#(rows(.sell))],"Bids":[\#(rows(.buy))],"#
            + #""SequenceNumber":\#(sequence)\#(proof)}}"#
    }

    /// A trade.
    static func trade(_ pair: String, price: String = "1", quantity: String = "1", id: String? = "a") -> String {
        let name = id.map { #","id":"\#($0)""# } ?? ""
        return #"{"type":"NEW_TRADE","currencyPairSymbol":"\#(pair)","data":{"price":"\#(price)","#
            + #""quantity":"\#(quantity)","currencyPair":"\#(pair)","tradedAt":"2024-03-27T12:33:19.918Z","#
            + #""takerSide":"sell"\#(name)}}"#
    }

    static let pong = #"{"type":"PONG"}"#
    static let nothingSubscribed = #"{"type":"PONG","message":"NO_SUBSCRIPTIONS"}"#

    /// The subscription's list as it is sent.
    static func list(_ event: String, _ pairs: String...) -> String {
        let names = pairs.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"type":"SUBSCRIBE","subscriptions":[{"event":"\#(event)","pairs":[\#(names)]}]}"#
    }
}
