import AdapterKit
import AdapterProtocol

// Whether the venue has taken what was asked for. Its SUBSCRIBED is not documented and may never come: data proves it,
// and so does the answer to a ping that was sent behind the SUBSCRIBE (valr.md I.2, I.3).
extension VALRMarketSession {
    /// The pong's ping went out behind what was asked before it.
    mutating func takePong(_ output: inout StreamOutput<MarketStreamEvent>) {
        guard let ping = heartbeat.answered() else { return }
        if frame.saysNoSubscriptions {
            // Before the first SUBSCRIBE, and after the last pair is gone, that is right.
            if ping.hasSubscriptions {
                output.end(.reconnect(.refused, "the venue holds none of the subscriptions"))
            }
            return
        }
        noteTaken(upTo: ping.generation, &output)
    }

    /// The venue has read the SUBSCRIBEs up to this one. Books are live with their first message only.
    mutating func noteTaken(upTo generation: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        for place in markets.indices {
            for feed in VALRFeed.allCases where !feed.startsAtOnce {
                let following = markets[place][feed]
                guard !following.slots.isEmpty, !following.isTaken, following.askedIn <= generation else { continue }
                noteTaken(place, feed, &output)
            }
        }
    }

    /// Tells once that a pair of an event is taken.
    mutating func noteTaken(_ place: Int, _ feed: VALRFeed, _ output: inout StreamOutput<MarketStreamEvent>) {
        markets[place][feed].dataBy = nil
        guard !markets[place][feed].isTaken else { return }
        markets[place][feed].isTaken = true
        for slot in markets[place][feed].slots { output.tell(.live(slot: slot)) }
    }

    /// Looks after books whose first message is overdue.
    mutating func chase(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        for place in markets.indices {
            for feed in [VALRFeed.aggregatedBook, .fullBook] {
                guard let time = markets[place][feed].dataBy, time <= now.elapsed else { continue }
                if markets[place][feed].losses.count >= Self.mostLosses - 1, feed == .aggregatedBook {
                    refuse(place, feed, &output)
                } else {
                    lose(place, feed, .silent, at: now, &output)
                }
            }
        }
        dataBy = markets.flatMap { $0.followings.compactMap(\.dataBy) }.min()
    }

    /// A pair that the venue says nothing about, however often it is asked.
    private mutating func refuse(
        _ place: Int, _ feed: VALRFeed, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let error = VenueError(
            kind: .unavailable, effect: .notExecuted(.read), advice: .after(.seconds(60)),
            message: "the venue sends no book of \(markets[place].instrument.symbol)")
        for slot in markets[place][feed].slots {
            topics[slot] = nil
            output.tell(.refused(slot: slot, error))
        }
        markets[place][feed] = VALRFollowing()
        markets[place].aggregated = nil
    }
}
