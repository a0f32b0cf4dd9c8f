public import AdapterProtocol

extension SimulatedExchange {
    /// Every asset of the exchange, in the order the markets name them.
    public var assets: [String] { assetTable.names }

    /// Ids of the opened accounts, in the order they were opened.
    public var accountIDs: [String] { accounts.dropFirst(HouseAccount.count).map(\.id) }

    /// Opens an account with its first funds. Throws and opens nothing when an asset is unknown or an amount wrong.
    public mutating func openAccount(
        _ id: String, fees: EngineFees, balances: [String: ExactDecimal], usesFeeDiscount: Bool = false, now: Int64
    ) throws(EngineSetupError) {
        begin(now)
        var amounts: [(asset: Int, amount: Int128)] = []
        for (asset, amount) in balances.sorted(by: { $0.key < $1.key }) {
            amounts.append(try checkedDeposit(amount, of: asset))
        }
        let index = try addAccount(id, fees: fees)
        accounts[index].usesFeeDiscount = usesFeeDiscount
        for (asset, amount) in amounts { accounts[index].free[asset] = amount }
    }

    /// Adds funds. At most 10^28 of the asset's smallest units are taken at a time and held in total.
    @discardableResult
    public mutating func deposit(
        _ amount: ExactDecimal, of asset: String, to account: String, now: Int64
    ) throws(EngineSetupError) -> [EngineEvent] {
        let (asset, units) = try checkedDeposit(amount, of: asset)
        let index = try openedAccount(account)
        guard accounts[index].free[asset] + accounts[index].locked[asset] + units <= Limits.amount else {
            throw .invalidAmount(asset: assetTable.names[asset], amount: amount)
        }
        begin(now)
        accounts[index].free[asset] += units
        touch(index, asset)
        return finish()
    }

    /// Switches paying fees in the discount asset; without a ``ExchangeConfiguration/feeDiscount`` it changes nothing.
    public mutating func setUsesFeeDiscount(_ isOn: Bool, account: String) throws(EngineSetupError) {
        accounts[try openedAccount(account)].usesFeeDiscount = isOn
    }

    /// Changes an account's fee rates for later fills.
    public mutating func setFees(_ fees: EngineFees, account: String) throws(EngineSetupError) {
        let index = try openedAccount(account)
        let rates = try ExchangeSetup.rates(fees)
        accounts[index].fees = fees
        accounts[index].makerRate = rates.maker
        accounts[index].takerRate = rates.taker
    }

    /// The account, or `nil`.
    public func account(_ id: String) -> EngineAccount? {
        guard let index = accountIndexes[id], index >= HouseAccount.count else { return nil }
        let account = accounts[index]
        return EngineAccount(
            id: id, fees: account.fees, usesFeeDiscount: account.usesFeeDiscount,
            balances: assetTable.names.indices.map { balance($0, of: index) }, updatedAt: account.updatedAt)
    }

    /// All fees taken so far, by asset; only assets with some.
    public var collectedFees: [String: ExactDecimal] {
        var result: [String: ExactDecimal] = [:]
        for (index, amount) in accounts[HouseAccount.fees.index].free.enumerated() where amount != 0 {
            result[assetTable.names[index]] = assetTable.decimal(amount, of: index)
        }
        return result
    }

    func balance(_ asset: Int, of account: Int) -> EngineBalance {
        EngineBalance(
            asset: assetTable.names[asset], free: assetTable.decimal(accounts[account].free[asset], of: asset),
            locked: assetTable.decimal(accounts[account].locked[asset], of: asset))
    }

    /// Notes that a balance changed; the house's are not reported.
    mutating func touch(_ account: Int, _ asset: Int) {
        guard account >= HouseAccount.count else { return }
        accounts[account].dirty[asset] = true
        guard !accounts[account].isDirty else { return }
        accounts[account].isDirty = true
        accounts[account].updatedAt = clock
        touchedAccounts.append(account)
    }

    private func openedAccount(_ id: String) throws(EngineSetupError) -> Int {
        guard let index = accountIndexes[id], index >= HouseAccount.count else { throw .unknownAccount(id) }
        return index
    }

    private func checkedDeposit(
        _ amount: ExactDecimal, of asset: String
    ) throws(EngineSetupError) -> (asset: Int, amount: Int128) {
        guard let index = assetTable.index(of: asset) else { throw .unknownAsset(asset) }
        guard let units = assetTable.amount(amount, of: index), units >= 0 else {
            throw .invalidAmount(asset: asset, amount: amount)
        }
        return (index, units)
    }
}
