/// A connected venue: what hosts and bots hold, as `any Venue`.
public typealias Venue = VenueInterface & OrderInterface & BalanceInterface & KeyTestInterface
