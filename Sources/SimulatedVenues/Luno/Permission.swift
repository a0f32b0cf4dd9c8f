extension Luno {
    /// What a key may do (luno.md F.1).
    struct Permissions: OptionSet, Sendable {
        let rawValue: UInt32

        static let readBalance = Permissions(rawValue: 1)
        static let readTransactions = Permissions(rawValue: 2)
        static let send = Permissions(rawValue: 4)
        static let readAddresses = Permissions(rawValue: 8)
        static let writeAddresses = Permissions(rawValue: 16)
        static let readOrders = Permissions(rawValue: 32)
        static let writeOrders = Permissions(rawValue: 64)
        static let readWithdrawals = Permissions(rawValue: 128)
        static let writeWithdrawals = Permissions(rawValue: 256)
        static let readBeneficiaries = Permissions(rawValue: 32_768)
        static let writeBeneficiaries = Permissions(rawValue: 65_536)
        static let readTransfers = Permissions(rawValue: 131_072)

        /// Everything that a careful user ticks for a bot that only watches.
        static let reading: Permissions = [
            .readBalance, .readTransactions, .readOrders, .readWithdrawals, .readTransfers,
        ]
        /// The same and orders: mask 131299 of luno.md F.1.
        static let trading: Permissions = [.reading, .writeOrders]
        /// A key that can move money out.
        static let everything: Permissions = [
            .trading, .send, .readAddresses, .writeAddresses, .writeWithdrawals, .readBeneficiaries,
            .writeBeneficiaries,
        ]
    }
}
