public import AdapterProtocol

extension AcornAdapter {
    /// Acorn changes no order in place.
    public func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        let capability: Capability = change.limitPrice != nil ? .amendPrice : .amendShrink
        return .finished(.notSent(.unsupported(capability, "Acorn changes no order in place")))
    }
}
