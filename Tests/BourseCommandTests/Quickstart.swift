// The README's example to the letter; `make lint` compares the two.
import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import Logging

func quickstart(key: Credentials, at place: VenueEnvironment, symbol: Symbol, id: ClientOrderID) async throws {
    let venue: any Venue = try ConnectedVenue(
        VenueParts(
            adapter: BinanceAdapter(), environment: place, credentials: key,
            transport: HTTPTransport(), logger: Logger(label: "bot")))
    let book = try await venue.orderBook(symbol, depth: 5)
    guard let bid = book.bestBid, let amount = ExactDecimal("0.001") else { return }
    let order = try OrderRequest.limit(id, .buy, symbol, quantity: amount, price: bid.price)
    switch await venue.place(order) {
    case .accepted(let acceptance): print("live as", acceptance.venueOrderID)
    case .rejected(let error, _), .notSent(let error): print("nothing is live:", error)
    case .unknown(let doubt): print("ask again with", doubt.clientOrderID)
    }
}
