import AdapterKit
import AdapterProtocol

/// One connection to `/ws/account` (valr.md J). No message is numbered and none is promised an order: what a message
/// leaves open is read over REST.
struct VALRAccountSession: AccountStreamSession {
    let catalog: InstrumentCatalog
    var orders = VALRKnownOrders()
    /// Whose lent or pledged balance is not zero.
    var sideWallets: Set<String> = []
    private var heartbeat = VALRHeartbeat()
    private var isLive = false
    /// When the venue should have said that it knows us.
    private var liveBy: Duration?

    /// The events that are on by themselves; asking for them is said to do no harm (valr.md J.1).
    private static let subscribe =
        #"{"type":"SUBSCRIBE","subscriptions":[{"event":"ORDER_STATUS_UPDATE"},{"event":"NEW_ACCOUNT_TRADE"},"#
        + #"{"event":"OPEN_ORDERS_UPDATE"},{"event":"BALANCE_UPDATE"}]}"#

    /// The venue's first message comes at once.
    private static let patience: Duration = .seconds(15)

    init(_ catalog: InstrumentCatalog) {
        self.catalog = catalog
    }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        output.send(Self.subscribe)
        heartbeat.ping(0, true, at: now, &output)
        liveBy = now.elapsed + Self.patience
        wish(&output)
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        defer { wish(&output) }
        // Empty texts have been seen (valr.md I.3).
        guard !message.isEmpty else { return }
        let frame: VALRAccountFrame
        do throws(JSONError) {
            frame = try VALRAccountFrame.read(message, catalog)
        } catch {
            return output.end(.reconnect(.undecodable, "account frame: \(error)"))
        }
        switch frame {
        case .pong: _ = heartbeat.answered()
        case .other: break
        case .authenticated: goLive(&output)
        case .order, .openOrders, .fill, .balances, .placed, .changed, .failedCancel:
            // Nobody is told an account's news without being known.
            goLive(&output)
            take(frame, at: now, &output)
        }
    }

    private mutating func goLive(_ output: inout StreamOutput<AccountStreamEvent>) {
        liveBy = nil
        guard !isLive else { return }
        isLive = true
        output.tell(.live)
    }

    private mutating func take(
        _ frame: VALRAccountFrame, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        switch frame {
        case .order(let news): take(news, &output)
        case .openOrders(let list): take(list, &output)
        case .fill(let row): take(row, &output)
        case .balances(let balances): take(balances, &output)
        case .placed(let id):
            // A status that came first has said it all.
            if orders.symbol(of: id) == nil { orders.expect(id, until: now.elapsed + Self.verdictPatience) }
        case .changed(let id): orders.expect(id, until: now.elapsed + Self.verdictPatience)
        case .failedCancel(let id):
            output.tell(.read(.order(.venue(VenueOrderID(rawValue: id)), orders.symbol(of: id))))
        case .authenticated, .pong, .other: break
        }
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {
        defer { wish(&output) }
        if let liveBy, liveBy <= now.elapsed {
            return output.end(.reconnect(.silent, "the venue did not greet the key"))
        }
        if heartbeat.isDead(at: now) {
            return output.end(.reconnect(.silent, "the venue answers no pings"))
        }
        if heartbeat.isDue(at: now) { heartbeat.ping(0, true, at: now, &output) }
        for (id, symbol) in orders.overdue(at: now.elapsed) {
            output.tell(.read(.order(.venue(VenueOrderID(rawValue: id)), symbol)))
        }
    }

    mutating func learn(_ order: Order) { _ = orders.take(order) }

    /// Says when it wants to be woken, every time: a wish holds until the next one.
    private func wish(_ output: inout StreamOutput<AccountStreamEvent>) {
        for time in [heartbeat.wakeAt, liveBy, orders.wakeAt] {
            if let time { output.wake(at: time) }
        }
    }
}
