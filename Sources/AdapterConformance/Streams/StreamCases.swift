/// Streams, as their readers see them: live books, trades, tickers, candles and the account's own events.
enum StreamCases {
    static let all: [ConformanceCase] = [
        StreamBookCases.all, StreamMishapCases.all, StreamTradeCases.all, StreamTickerCases.all,
        StreamCandleCases.all, StreamAccountCases.all, StreamAccountMishapCases.all, StreamLifeCases.all,
        StreamLagCases.all, StreamRotationCases.all,
    ].flatMap { $0 }
}
