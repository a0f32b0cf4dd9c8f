public import AdapterConformance
public import AdapterProtocol
import Foundation
public import VenueSimulator

extension ConformanceEndpoint {
    /// An adapter's simulated exchange in this process, on a clock that only moves with the calls: where `conformance`
    /// examines an adapter when no address is named, for a test of one's own.
    ///
    /// - Parameters:
    ///   - adapter: What is examined.
    ///   - face: Its simulated exchange.
    ///   - seed: Prices, keys and ids follow from it.
    ///   - mayTrade: Whether orders may be placed.
    /// - Throws: `FaceError` when the face cannot be opened.
    public static func simulated(
        _ adapter: some VenueAdapter, face: any VenueFace.Type, seed: UInt64 = 1, mayTrade: Bool = true
    ) throws -> ConformanceEndpoint {
        // Written only for venues whose keys have nonces or one owner; a folder of its own keeps two runs apart.
        let keys = FileManager.default.temporaryDirectory.appending(path: "bourse-\(UUID().uuidString)").path()
        return try SimulatedEndpoint.make(
            VenueModule(adapter, face: face), seed: seed, keyDirectory: keys, mayTrade: mayTrade)
    }
}
