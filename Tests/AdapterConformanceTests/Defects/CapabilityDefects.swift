import AdapterConformance
import AdapterProtocol

/// An adapter whose table of what it offers is wrong.
enum CapabilityDefects {
    static let all: [Defect] =
        [
            .told("an empty table") { $0.capabilities = VenueCapabilities([:]) },
            .told("a table with a forgotten line") {
                $0.capabilities = $0.capabilities.with(.orderStreams, nil).with(.exoticOrders, nil)
            },
            .told("an emulation that does not say how") {
                $0.capabilities = $0.capabilities.with(.dryRun, .emulated("")).with(.sandbox, .emulated(""))
            },
            .told("limit orders not offered") {
                $0.capabilities = $0.capabilities.with(.limitOrders, .unsupported(.byVenue))
            },
            .told("everything claimed") { proxy in
                for (capability, _) in proxy.capabilities.table {
                    proxy.capabilities = proxy.capabilities.with(capability, .native)
                }
            },
            .bent("the table that the runtime gets is not the one that is told") { bends in
                let turns = Turns()
                bends.table = { table in
                    guard turns.next() == 0 else { return table }
                    return VenueCapabilities(table.table.mapValues { _ in .native })
                }
            },
            .bent("the runtime is offered more than is told") { bends in
                let turns = Turns()
                bends.table = { table in
                    guard turns.next() == 0 else { return table }
                    return VenueCapabilities(table.table.mapValues { _ in .native })
                }
            },
            .bent("the runtime is offered changes that are told as not offered, and something else is changed") {
                bends in
                let turns = Turns()
                bends.table = { table in
                    turns.next() == 0 ? table.with(.amendPrice, .native).with(.amendShrink, .native) : table
                }
                bends.amendment = { order, _, instrument, base in
                    base.amend(order, to: OrderAmendment(quantity: 1), on: instrument)
                }
            },
            .bent("the runtime is offered what is told as not offered") { bends in
                let turns = Turns()
                bends.table = { table in
                    guard turns.next() > 0 else { return table }
                    return VenueCapabilities(table.table.mapValues { _ in .unsupported(.byVenue) })
                }
            },
        ] + claims

    /// What is claimed without being there, one at a time.
    private static let claims: [Defect] = [
        claimed(.dryRun),
        claimed(.postOnly),
        claimed(.immediateOrCancel),
        claimed(.fillOrKill),
        claimed(.goodTillDate),
        claimed(.marketBuyBase),
        claimed(.marketBuyQuote),
        claimed(.marketSellBase),
        claimed(.marketSellQuote),
        claimed(.triggeredLimit),
        claimed(.triggeredMarket),
        claimed(.indexTrigger),
        claimed(.placeBefore),
        claimed(.selfTradePrevention),
        claimed(.idempotentPlacement),
        claimed(.engineVerdict),
        claimed(.stateInAnswer),
        claimed(.cancelByVenueID),
        claimed(.cancelByClientID),
        claimed(.cancelAllOfInstrument),
        claimed(.cancelVerdict),
        claimed(.amendShrink),
        claimed(.amendGrow),
        claimed(.amendPrice),
        claimed(.queryByClientID),
        claimed(.orderHistory),
        claimed(.fills),
        claimed(.fillsOfOrder),
        claimed(.fillLiquidity),
        claimed(.heldBalances),
        claimed(.feeRates),
        claimed(.transfers),
        claimed(.serverTime),
        claimed(.keyRights),
        claimed(.candles),
        claimed(.rawRead),
        claimed(.sandbox),
    ]

    private static func claimed(_ capability: Capability) -> Defect {
        .told("claimed without being there: \(capability)") { proxy in
            guard !proxy.capabilities[capability].isOffered else { return }
            proxy.capabilities = proxy.capabilities.with(capability, .native)
        }
    }
}
