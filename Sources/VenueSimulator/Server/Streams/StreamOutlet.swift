/// Where the messages of one connection go: a socket, or somebody in the same process.
protocol StreamOutlet: Sendable {
    /// Takes the next thing to send. Called under the venue's lock, which puts everything in its order: it must neither
    /// wait nor call the venue.
    func put(_ delivery: StreamDelivery)

    /// Hands on what was taken, if that may call the venue. Called without its lock.
    func flush(from venue: SimulatedVenue)
}

extension StreamOutlet {
    /// Nothing is left to do where `put` did it all.
    func flush(from venue: SimulatedVenue) {}
}

/// What is done on a connection.
enum StreamDelivery: Sendable, Hashable {
    case content(StreamMessage.Content)
    case reset
    case stall
}
