import AdapterProtocol

/// An account's session that tells what its messages say: `live`, `balances`, `replace`; `fill a 1 30` is fill a of
/// order 1, thirty seconds after the start; `look 1` names order 1 without telling it. Any other word breaks it.
struct ScriptedAccount: AccountStreamSession {
    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        output.send(StreamProof("logon"))
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        var bytes: [UInt8] = []
        for index in message.indices { bytes.append(message[index]) }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("live", 1): output.tell(.live)
        case ("fill", 4): output.tell(.fill(FakeAccount.fill(words[1], of: words[2], at: Int64(words[3]) ?? 0)))
        case ("look", 2):
            output.tell(.read(.order(.venue(VenueOrderID(rawValue: words[1])), Markets.bitcoin)))
        case ("balances", 1): output.tell(.read(.balances))
        case ("replace", 1): output.end(.replace(.token))
        default: output.end(.reconnect(.undecodable, "a word"))
        }
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {}
    mutating func learn(_ order: Order) {}
}
