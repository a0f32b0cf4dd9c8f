import AdapterProtocol

/// A whole exchange as a value: markets, accounts, books, matching, and background traders that keep prices alive.
///
/// It is deterministic and never looks at a clock: every command carries `now` in milliseconds since the epoch, and
/// the same configuration and commands give the same events. Time does not run backwards inside: a `now` before an
/// earlier one counts as that one. It knows no venue: what a venue calls things, and what it checks before an order
/// reaches the book, is its face's business.
///
/// Confine it (a `Mutex` in the server); all state is in integers, decimals appear only in what goes in and out.
public struct SimulatedExchange: Sendable {
    /// What it was made from.
    public let configuration: ExchangeConfiguration
    /// Whether ``tick(now:)`` moves the markets; off freezes them for tests (books and history stay).
    public var isBackgroundActive = true

    let assetTable: AssetTable
    let discountRoutes: [DiscountRoute]
    var markets: [MarketState]
    var accounts: [AccountState]
    var clock: Int64
    /// Events of the running command.
    var events: [EngineEvent] = []
    /// Accounts whose balances changed in the running command, in order of first change.
    var touchedAccounts: [Int] = []
    private(set) var marketIndexes: [String: Int] = [:]
    private(set) var accountIndexes: [String: Int] = [:]

    /// Makes the exchange, its past (``ExchangeConfiguration/seededMinutes``) and its first quotes.
    public init(_ configuration: ExchangeConfiguration, now: Int64) throws(EngineSetupError) {
        self.configuration = configuration
        clock = EngineTime.clamped(now)
        assetTable = try ExchangeSetup.assets(of: configuration)
        markets = []
        accounts = []
        discountRoutes = ExchangeSetup.discountRoutes(of: configuration)
        for (index, spec) in configuration.markets.enumerated() {
            guard marketIndexes.updateValue(index, forKey: spec.symbol) == nil else {
                throw .duplicateMarket(spec.symbol)
            }
            markets.append(try ExchangeSetup.market(spec, at: index, of: configuration, assets: assetTable))
        }
        for id in [HouseAccount.fees, .maker, .flow] {
            _ = try addAccount(id.name, fees: EngineFees(maker: 0, taker: 0))
        }
        for index in markets.indices { awaken(index, quotesMayMatch: true) }
        events = []
    }

    /// The market's index.
    func marketIndex(_ symbol: String) throws(EngineRejection) -> Int {
        guard let index = marketIndexes[symbol] else { throw .unknownMarket }
        return index
    }

    /// The index of an opened account; the house's own are not visible.
    func accountIndex(_ id: String) throws(EngineRejection) -> Int {
        guard let index = accountIndexes[id], index >= HouseAccount.count else { throw .unknownAccount }
        return index
    }

    /// Appends an account without funds.
    mutating func addAccount(_ id: String, fees: EngineFees) throws(EngineSetupError) -> Int {
        guard accountIndexes[id] == nil else { throw .duplicateAccount(id) }
        let rates = try ExchangeSetup.rates(fees)
        accountIndexes[id] = accounts.count
        accounts.append(
            AccountState(
                id: id, fees: fees, rates: rates, assets: assetTable.names.count, markets: markets.count, now: clock))
        return accounts.count - 1
    }

    /// Begins a command: moves the clock and forgets the last command's events.
    mutating func begin(_ now: Int64) {
        clock = max(clock, EngineTime.clamped(now))
        events.removeAll(keepingCapacity: false)
    }

    /// Ends a command: appends the balance changes and hands out all events.
    mutating func finish() -> [EngineEvent] {
        for account in touchedAccounts { reportBalances(account) }
        touchedAccounts.removeAll(keepingCapacity: true)
        defer { events = [] }
        return events
    }

    private mutating func reportBalances(_ account: Int) {
        let changed = accounts[account].dirty.indices.filter { accounts[account].dirty[$0] }
        let balances = changed.map { balance($0, of: account) }
        events.append(.balancesChanged(account: accounts[account].id, balances, time: clock))
        for asset in changed { accounts[account].dirty[asset] = false }
        accounts[account].isDirty = false
    }
}

/// The exchange's own accounts; they come first and are not visible outside.
struct HouseAccount {
    let index: Int
    let name: String

    /// Receives all fees.
    static let fees = HouseAccount(index: 0, name: "house:fees")
    /// The market maker, with infinite funds.
    static let maker = HouseAccount(index: 1, name: "house:maker")
    /// The flow of small orders, with infinite funds.
    static let flow = HouseAccount(index: 2, name: "house:flow")
    static let count = 3
}

/// Times that arithmetic cannot carry out of range.
enum EngineTime {
    /// The year 5138 and its mirror: far from every real time and from the ends of Int64.
    static func clamped(_ time: Int64) -> Int64 {
        min(max(time, -100_000_000_000_000), 100_000_000_000_000)
    }
}
