extension AdapterTemplate {
    /// Who the venue is.
    static let profile = AdapterTemplate(
        "Sources/«Name»Adapter/Profile.swift",
        #"""
        public import AdapterProtocol

        extension «Name»Adapter {
            /// The venue's id: it names the venue in files, variables, metrics and journals, for ever.
            public static let id = VenueID(rawValue: "«id»")

            // «todo»: the venue's name as it writes it, its quote assets, the fields of its keys, its home.
            /// Names, limits and the fields of a key.
            public static let profile = VenueProfile(
                id: id, displayName: "«Name»", botLimit: 10, quoteAssets: ["USDT"],
                credentialFields: [.apiKey, .apiSecret], icon: "🏦", color: "#607D8B", region: "Unknown")

            // «todo»: the venue's address; and a place without real money where there is one, which claims `.sandbox`.
            static let environments = [
                VenueEnvironment(name: "production", rest: "https://api.«id».example", isRealMoney: true)
            ]
        }
        """#)
}
