import AdapterProtocol
import AdapterRuntime
import Synchronization

/// One store per key, however many connections of this process sign with it: a second one would be refused as another
/// owner of the key. With the last connection the store ends, and the next one opens it anew, as after a restart.
enum NonceStores {
    static func shared(
        by module: VenueModule, in directory: String, clock: any WallClock
    ) -> @Sendable (Credentials) throws(VenueError) -> any NonceStore {
        let stores = Mutex<[String: WeakStore]>([:])
        return { key throws(VenueError) in
            let name = (key[.apiKey]?.withBytes { String(decoding: $0, as: UTF8.self) }) ?? ""
            return try stores.withLock { stores throws(VenueError) in
                if let store = stores[name]?.store { return store }
                let store = try FileNonceStore(
                    directory: directory, venue: module.profile.id, credentials: key, clock: clock)
                stores[name] = WeakStore(store: store)
                return store
            }
        }
    }

    private struct WeakStore: Sendable {
        weak let store: FileNonceStore?
    }
}
