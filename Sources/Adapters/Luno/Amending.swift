public import AdapterProtocol

extension LunoAdapter {
    /// Luno changes no order in place; to change one is to cancel it, wait for its end and place anew (luno.md E.3).
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        let capability: Capability = change.limitPrice != nil ? .amendPrice : .amendShrink
        return .finished(.notSent(.unsupported(capability, "Luno changes no order in place")))
    }
}
