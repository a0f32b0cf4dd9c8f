import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// A GET under `/api`: Luno's GETs change nothing (luno.md D, E), and each call costs one.
    public func rawRead(_ read: RawRead) -> Flow<[UInt8]> {
        read.flow(under: ["/api/"], charges: Self.oneCall) { Self.refusal(in: $0, to: $1.intent) }
    }
}
