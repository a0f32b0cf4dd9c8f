import VenueSimulator

// GET send/networks, for any valid key (luno.md F.1). The venue's documents require `currency`, and show the row of Ethereum;
// the other rows are made up after it.
extension LunoFace {
    /// A network's place here is its id.
    private static let networks: [(name: String, currency: String, carries: Set<String>)] = [
        ("Ethereum", "ETH", ["ETH", "USDT"]),
        ("Bitcoin", "XBT", ["XBT"]),
        ("Litecoin", "LTC", ["LTC"]),
        ("Bitcoin Cash", "BCH", ["BCH"]),
        ("Solana", "SOL", ["SOL"]),
        ("Cardano", "ADA", ["ADA"]),
    ]

    func networks(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let currency = try parameters.required("currency")
        guard Luno.Markets.assets.contains(currency) else { throw .currency }
        let rows = Self.networks.enumerated().filter { $0.element.carries.contains(currency) }.map { row -> FaceJSON in
            [
                "id": .integer(row.offset), "name": .text(row.element.name),
                "native_currency": .text(row.element.currency),
            ]
        }
        return ["networks": list(rows, switches)]
    }
}
