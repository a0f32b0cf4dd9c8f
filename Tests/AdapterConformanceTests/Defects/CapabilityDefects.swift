import AdapterConformance
import AdapterProtocol

/// An adapter whose table of what it offers is wrong.
enum CapabilityDefects {
    static let all: [Defect] =
        [
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
            .bent("changes that are told as not offered send a new order") { bends in
                let turns = Turns()
                bends.replaces = true
                bends.table = { table in
                    guard turns.next() == 0 else { return table }
                    return table.with(.amendPrice, .native).with(.amendShrink, .native).with(.amendGrow, .native)
                }
            },
            .bent("the runtime is offered what is told as not offered") { bends in
                let turns = Turns()
                bends.table = { table in
                    guard turns.next() > 0 else { return table }
                    return VenueCapabilities(table.table.mapValues { _ in .unsupported(.byVenue) })
                }
            },
        ]
}
