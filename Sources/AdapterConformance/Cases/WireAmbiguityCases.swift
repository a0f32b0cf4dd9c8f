import AdapterProtocol

/// Answers that prove nothing, to the commands that read before they write: at a venue.
enum WireAmbiguityCases {
    static let all: [ConformanceCase] =
        AmbiguousAnswer.all.filter { $0.reply != nil }.flatMap { [amend($0), cancelAll($0), cancelByClient($0)] }

    private static func amend(_ answer: AmbiguousAnswer) -> ConformanceCase {
        ConformanceCase(
            "ambiguity.amend.\(answer.name)", "An amendment that gets \(answer.words) may have changed the order.",
            because: "The order's size is then not what the books say.", needs: .trading
        ) { examination in
            let ground = try Ground(examination, offering: .amendShrink, isApart: answer.mayBeStated)
            try ground.mustBeAmendable()
            let request = try examination.restingBuy(factor: 2)
            let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
            _ = try await examination.shown(order)
            for case .reply(let reply) in answer.spellings {
                try await ground.arm(.answer(reply))
                let change = OrderAmendment(quantity: try examination.restingBuy().amount.value)
                let outcome = await ground.venue.amend(order, on: request.symbol, to: change)
                try ground.holdWrites(1)
                switch outcome {
                case .unknown(let error): try AmbiguityCases.holdDoubt(error)
                case .rejected(let error): try AmbiguityCases.holdStated(error, answer)
                default: throw CaseStop.broken("\(outcome)")
                }
            }
            try await examination.outwait(answer)
            let after = try await examination.shown(order)
            try hold(!after.phase.isEnded, "the order ended")
            try hold(after.amount == request.amount, "the order reads \(String(describing: after.amount))")
        }
    }

    private static func cancelAll(_ answer: AmbiguousAnswer) -> ConformanceCase {
        ConformanceCase(
            "ambiguity.cancelAll.\(answer.name)", "A cancel of all that gets \(answer.words) may have worked.",
            because: "It is the emergency brake: one that only seems to have worked is worse than none.",
            needs: .trading
        ) { examination in
            let ground = try Ground(examination, offering: .cancelAllOfInstrument, isApart: answer.mayBeStated)
            try await ground.mustHaveNoOrders()
            let request = try examination.restingBuy()
            let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
            _ = try await examination.shown(order)
            for case .reply(let reply) in answer.spellings {
                try await ground.arm(.answer(reply))
                let error: VenueError
                do throws(VenueError) {
                    let reports = try await ground.venue.cancelAll(on: request.symbol)
                    // Some venues answer "nothing was open" with an empty list.
                    guard reports.isEmpty, answer.name == "array" else {
                        throw VenueError.notSent(.undecodable, "it told of \(reports.count) cancelled orders")
                    }
                    continue
                } catch let thrown {
                    error = thrown
                }
                if error.effect == .unknown {
                    try AmbiguityCases.holdDoubt(error)
                } else {
                    try AmbiguityCases.holdStated(error, answer)
                }
            }
            try await examination.outwait(answer)
            let after = try await examination.shown(order)
            try hold(!after.phase.isEnded, "the order ended although nothing reached the venue")
        }
    }

    private static func cancelByClient(_ answer: AmbiguousAnswer) -> ConformanceCase {
        ConformanceCase(
            "ambiguity.cancelByClient.\(answer.name)",
            "A cancel by client id that gets \(answer.words) may have worked.",
            because: "After a lost placement the client id is the only name there is.", needs: .trading
        ) { examination in
            let ground = try Ground(examination, offering: .cancelByClientID, isApart: answer.mayBeStated)
            let request = try examination.restingBuy()
            let order = OrderReference.venue(try await examination.patientlyAccepted(request).venueOrderID)
            _ = try await examination.shown(order)
            for case .reply(let reply) in answer.spellings {
                try await ground.arm(.answer(reply))
                let outcome = await ground.venue.cancel(.client(request.clientOrderID), on: request.symbol)
                try ground.holdWrites(1)
                switch outcome {
                case .unknown(let error): try AmbiguityCases.holdDoubt(error)
                case .rejected(let error): try AmbiguityCases.holdStated(error, answer)
                default: throw CaseStop.broken("\(outcome)")
                }
            }
            try await examination.outwait(answer)
            let after = try await examination.shown(order)
            try hold(!after.phase.isEnded, "the order ended although nothing reached the venue")
        }
    }
}
