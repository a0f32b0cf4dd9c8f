import VenueSimulator

extension VALR {
    /// Calls in calendar minutes and calendar seconds (valr.md H, L.20). Every call costs 1, refused ones nothing.
    struct Budgets: Sendable, Codable {
        private struct Window: Sendable, Codable {
            var slot: Int64
            var count: Int
        }

        private var windows: [String: [String: Window]] = [:]

        var isSound: Bool {
            windows.values.allSatisfy { $0.values.allSatisfy { $0.count >= 0 && $0.slot >= 0 } }
        }

        /// Counts a call of a key (nil for none that the venue knows) from an address, or refuses it.
        mutating func charge(
            _ meter: Route.Meter, key: String?, address: String, now: Int64, _ switches: Switches
        ) -> Bool {
            let caller = key ?? address
            switch meter {
            case .sockets: return spend(meter.rawValue, address, 60, per: 60_000, now)
            case .publicMinute: return spend("public", address, switches.publicLimit, per: 60_000, now)
            case .time, .status, .buckets: return spend(meter.rawValue, address, 20, per: 1_000, now)
            case .placeV1, .batch, .modify: return spend(meter.rawValue, caller, 400, per: 1_000, now)
            case .cancelV1: return spend(meter.rawValue, caller, 450, per: 1_000, now)
            case .placeV2 where !switches.v2CountsPerMinute: return spend("placeV1", caller, 400, per: 1_000, now)
            case .cancelV2 where !switches.v2CountsPerMinute: return spend("cancelV1", caller, 450, per: 1_000, now)
            case .privateMinute, .placeV2, .cancelV2:
                guard has("address", address, 1_200, per: 60_000, now) else { return false }
                if let key, !spend("key", key, 2_000, per: 60_000, now) { return false }
                return spend("address", address, 1_200, per: 60_000, now)
            }
        }

        private func has(_ bucket: String, _ caller: String, _ limit: Int, per length: Int64, _ now: Int64) -> Bool {
            guard let window = windows[bucket]?[caller], window.slot == now / length else { return true }
            return window.count < limit
        }

        private mutating func spend(
            _ bucket: String, _ caller: String, _ limit: Int, per length: Int64, _ now: Int64
        ) -> Bool {
            let slot = now / length
            var window = windows[bucket]?[caller] ?? Window(slot: slot, count: 0)
            if window.slot != slot { window = Window(slot: slot, count: 0) }
            guard window.count < limit else { return false }
            window.count += 1
            // Callers from ever new addresses must not fill the memory.
            if windows[bucket]?.count ?? 0 > 10_000 { windows[bucket] = [:] }
            windows[bucket, default: [:]][caller] = window
            return true
        }
    }
}
