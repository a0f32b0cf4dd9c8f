extension AdapterTemplate {
    /// The account: refused until it is written.
    static let account = AdapterTemplate(
        "Sources/«Name»Adapter/Account.swift",
        #"""
        public import AdapterProtocol

        extension «Name»Adapter {
            // «todo»: then claim `.heldBalances`, where the venue tells what is held.
            /// What the account holds.
            public func balances() -> Flow<[Balance]> { .failed(Self.unwritten("balances")) }

            // «todo»: claim `.feeRates`.
            /// What trading one market costs the account.
            public func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
                .failed(Self.unwritten("fee rates"))
            }

            // «todo»: both, then claim `.transfers`.
            /// Deposits, newest first.
            public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
                .failed(Self.unwritten("deposits"))
            }

            /// Withdrawals, newest first.
            public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
                .failed(Self.unwritten("withdrawals"))
            }

            // «todo»: harmless calls only. A key that does not work is a report, not an error; one that was not given
            // (`noCredentials`) is `.malformedKey`, and a venue that cannot be reached `.unreachable`. Then claim
            // `.keyRights`.
            /// What the key can do.
            public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
                .failed(Self.unwritten("key test"))
            }
        }
        """#)
}
