import AdapterProtocol

extension EventStream<LiveBook>.Iterator {
    /// The next book; a marker would say that a frame was missed.
    mutating func nextBook() async throws -> LiveBook {
        switch try await next() {
        case .value(let book, _): return book
        case .marker(let marker): throw BenchmarkError("\(marker)")
        case nil: throw BenchmarkError("the stream ended")
        }
    }
}
