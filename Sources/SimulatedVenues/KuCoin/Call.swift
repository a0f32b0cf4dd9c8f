import VenueSimulator

extension KuCoin {
    /// One request on its way through the venue, after the gateway has let it in.
    struct Call {
        let route: Route
        /// The last path component, where the route has a variable one.
        let variable: String
        let fields: Fields
        let peerAddress: String
        /// Under which address the client has reached the venue: scheme, host and port of its WebSockets.
        let streamRoot: String
        let switches: Switches
        /// The key that signed it; nil on public calls.
        let key: Key?
    }
}
