import AdapterProtocol

// Balances: absolute, one asset an event (valr.md J.2).
extension VALRAccountSession {
    /// Spot always, also when nothing is left; what is lent or pledged while there is something, and once when it is gone.
    mutating func take(_ balances: [Balance], _ output: inout StreamOutput<AccountStreamEvent>) {
        for balance in balances {
            if balance.wallet != "spot" {
                let name = balance.asset.code + " " + balance.wallet
                if balance.total.isZero {
                    guard sideWallets.remove(name) != nil else { continue }
                } else {
                    sideWallets.insert(name)
                }
            }
            output.tell(.balance(balance))
        }
    }
}
