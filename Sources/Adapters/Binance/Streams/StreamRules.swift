public import AdapterProtocol

extension BinanceAdapter {
    /// binance.md H and I: 1,024 streams a connection; five messages a second, but bursts of five were seen to close
    /// the connection, so one per 300 ms; a ping every 20 s, so 60 s without a frame is dead; 24 h at most, left at 23.
    public var marketStreamRules: StreamRules? {
        StreamRules(
            symbolsPerConnection: 1024, topicsPerConnection: 1024, connections: 300,
            sendSpacing: .milliseconds(300), silenceLimit: .seconds(60), protocolPingInterval: nil,
            rotation: .seconds(23 * 3600))
    }

    /// The WebSocket API: one account a connection, limited by weight instead of messages (binance.md J).
    public var accountStreamRules: StreamRules? {
        StreamRules(
            symbolsPerConnection: .max, topicsPerConnection: 1, connections: 300, sendSpacing: .zero,
            silenceLimit: .seconds(60), protocolPingInterval: nil, rotation: .seconds(23 * 3600))
    }
}
