import VenueSimulator

extension Luno {
    /// Snapshots that show the market as it was: asked for by a disturbance, to be noticed by its frames' numbers.
    struct SnapshotDelay: Sendable {
        private struct View: Sendable {
            let time: Int64
            let texts: [String: [UInt8]]
        }

        /// More than ten seconds of the venue's steps are never kept.
        private static let most = 128

        private var views: [View] = []
        private var milliseconds: Int64 = 0

        var isOn: Bool { milliseconds > 0 }

        mutating func set(_ milliseconds: Int64) {
            self.milliseconds = max(0, milliseconds)
            if !isOn { views = [] }
        }

        /// Keeps what snapshots show now.
        mutating func keep(_ texts: [String: [UInt8]], at now: Int64) {
            guard isOn else { return }
            views.append(View(time: now, texts: texts))
            if views.count > Self.most { views.removeFirst(views.count - Self.most) }
        }

        /// The newest snapshot that is old enough, else the oldest; nil when snapshots are of now.
        func text(_ market: String, at now: Int64) -> [UInt8]? {
            guard isOn else { return nil }
            let view = views.last { $0.time <= now - milliseconds } ?? views.first
            return view?.texts[market]
        }
    }
}
