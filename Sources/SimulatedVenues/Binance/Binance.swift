import VenueSimulator

/// The names of the Binance face.
///
/// Everything here is written from the fact sheet `venues/binance.md` alone and shares no code with the
/// adapter that talks to it, so that one misreading cannot agree with itself.
enum Binance {}
