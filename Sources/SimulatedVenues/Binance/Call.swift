import VenueSimulator

extension Binance {
    /// One request on its way through the venue.
    struct Call {
        let route: Route
        let request: FaceRequest
        let query: Query
        let switches: Switches
        let now: Int64
        /// The key that signed it, after authentication.
        var key: Key?
        /// Whether the answer carries the order count headers: only successful placements do (binance.md H).
        var countsOrders = false
    }

    /// The web firewall in front of the venue (binance.md A: no SQL keywords in any value).
    enum Firewall {
        private static let words: Set<String> = ["select", "insert", "update", "delete", "drop", "union", "truncate"]

        static func blocks(_ query: Query) -> Bool {
            query.pairs.contains { pair in
                pair.name != "signature"
                    && pair.value.lowercased()
                        .split { !$0.isLetter && !$0.isNumber }
                        .contains { words.contains(String($0)) }
            }
        }

        static let reply = FaceReply(
            status: 403,
            headers: ["Content-Type": "text/html"],
            body: Array(
                ("<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD>"
                    + "<BODY><H1>403 ERROR</H1></BODY></HTML>").utf8
            )
        )
    }
}
