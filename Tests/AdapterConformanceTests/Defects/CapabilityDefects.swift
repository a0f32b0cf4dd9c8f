import AdapterConformance
import AdapterProtocol

/// An adapter whose table of what it offers is wrong.
enum CapabilityDefects {
    static let all: [Defect] =
        [
            .told("an empty table", fails: []) { $0.capabilities = VenueCapabilities([:]) },
            .told("a table with a forgotten line", fails: []) {
                $0.capabilities = $0.capabilities.with(.orderStreams, nil).with(.exoticOrders, nil)
            },
            .told("an emulation that does not say how", fails: []) {
                $0.capabilities = $0.capabilities.with(.dryRun, .emulated("")).with(.sandbox, .emulated(""))
            },
            .told("limit orders not offered", fails: []) {
                $0.capabilities = $0.capabilities.with(.limitOrders, .unsupported(.byVenue))
            },
            .told("everything claimed", fails: []) { proxy in
                for (capability, _) in proxy.capabilities.table {
                    proxy.capabilities = proxy.capabilities.with(capability, .native)
                }
            },
            .bent("the table that the runtime gets is not the one that is told", fails: []) { bends in
                let turns = Turns()
                bends.table = { table in
                    guard turns.next() == 0 else { return table }
                    return VenueCapabilities(table.table.mapValues { _ in .native })
                }
            },
        ] + claims

    /// What is claimed without being there, one at a time.
    private static let claims: [Defect] = [
        claimed(.dryRun, fails: []),
        claimed(.postOnly, fails: []),
        claimed(.immediateOrCancel, fails: []),
        claimed(.fillOrKill, fails: []),
        claimed(.goodTillDate, fails: []),
        claimed(.marketBuyBase, fails: []),
        claimed(.marketBuyQuote, fails: []),
        claimed(.marketSellBase, fails: []),
        claimed(.marketSellQuote, fails: []),
        claimed(.triggeredLimit, fails: []),
        claimed(.triggeredMarket, fails: []),
        claimed(.indexTrigger, fails: []),
        claimed(.placeBefore, fails: []),
        claimed(.selfTradePrevention, fails: []),
        claimed(.idempotentPlacement, fails: []),
        claimed(.engineVerdict, fails: []),
        claimed(.stateInAnswer, fails: []),
        claimed(.cancelByVenueID, fails: []),
        claimed(.cancelByClientID, fails: []),
        claimed(.cancelAllOfInstrument, fails: []),
        claimed(.cancelVerdict, fails: []),
        claimed(.amendShrink, fails: []),
        claimed(.amendGrow, fails: []),
        claimed(.amendPrice, fails: []),
        claimed(.queryByClientID, fails: []),
        claimed(.orderHistory, fails: []),
        claimed(.fills, fails: []),
        claimed(.fillsOfOrder, fails: []),
        claimed(.fillLiquidity, fails: []),
        claimed(.heldBalances, fails: []),
        claimed(.feeRates, fails: []),
        claimed(.transfers, fails: []),
        claimed(.serverTime, fails: []),
        claimed(.keyRights, fails: []),
        claimed(.candles, fails: []),
        claimed(.rawRead, fails: []),
        claimed(.sandbox, fails: []),
    ]

    private static func claimed(_ capability: Capability, fails: [String]) -> Defect {
        .told("claimed without being there: \(capability)", fails: fails) { proxy in
            guard !proxy.capabilities[capability].isOffered else { return }
            proxy.capabilities = proxy.capabilities.with(capability, .native)
        }
    }
}
