public import AdapterProtocol

extension ConnectedVenue {
    /// Orders, fills and balances of the account: first what is, then what happens.
    public func accountEvents() -> EventStream<AccountEvent> {
        let backend = ConnectedBackend(runner: runner, instruments: rules)
        guard let account = streams.account({ kit in AccountStreams(kit, backend) }) else {
            return EventStream(
                FailedSource(.unsupported(.orderStreams, "the venue was connected without a stream transport")))
        }
        return account.events()
    }
}
