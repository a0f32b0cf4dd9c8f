import Host
import Trading

extension ExitReason {
    init(_ error: StateError) {
        switch error {
        case .inUse: self.init(.temporary, error.description)
        case .foreign, .newer: self.init(.configuration, error.description)
        case .unwritable: self.init(.cannotCreate, error.description)
        }
    }

    init(_ error: DeskError) {
        switch error {
        case .idempotencyMismatch, .invalid, .unknownPlatform, .notFound: self.init(.usage, error.description)
        case .journalUnavailable: self.init(.cannotCreate, error.description)
        case .outcomeNotJournaled, .shuttingDown: self.init(.temporary, error.description)
        }
    }
}
