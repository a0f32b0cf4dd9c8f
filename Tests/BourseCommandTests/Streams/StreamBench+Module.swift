import StreamTesting

@testable import BourseCommand

extension StreamBench {
    /// A venue's adapter at its exchange.
    convenience init(_ module: VenueModule, seed: UInt64 = 1, switches: [String: String] = [:]) throws {
        try self.init(module.adapter, module.requireFace(), seed: seed, switches: switches)
    }
}
