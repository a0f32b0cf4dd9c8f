extension Luno {
    /// The ids of the user's accounts, one a currency (luno.md E.1); 64-bit, above 2^53 on purpose.
    enum Accounts {
        static func id(_ asset: String) -> Int64 {
            switch asset {
            case "XBT": 8_203_463_422_864_003_664
            case "ZAR": 2_225_762_606_892_986_213
            default: 3_100_000_000_000_000_007 + Int64(Markets.assets.firstIndex(of: asset) ?? 0) * 1_000_003
            }
        }

        /// The second XBT account that the switch `savingsAccount` opens; empty, and not the default one.
        static let savings: Int64 = 6_612_093_847_562_289

        private static let assetByID = Dictionary(Markets.assets.map { (id($0), $0) }) { first, _ in first }

        static func asset(_ id: Int64) -> String? { assetByID[id] }
    }
}
