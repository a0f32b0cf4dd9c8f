import AdapterKit
import AdapterProtocol
import Trading

/// A cancel's outcome as the command line shows it.
enum CancelDocument {
    static func write(_ outcome: CancelOutcome, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("outcome", outcome.word)
            writer.key("order")
            if case .ended(let order) = outcome { AccountDocuments.write(order, to: &writer) } else { writer.null() }
            VenueErrorDocument.member("error", error(outcome), to: &writer)
        }
    }

    static func error(_ outcome: CancelOutcome) -> VenueError? {
        switch outcome {
        case .ended, .requested: nil
        case .notLive(let error), .rejected(let error), .notSent(let error), .unknown(let error): error
        }
    }
}
