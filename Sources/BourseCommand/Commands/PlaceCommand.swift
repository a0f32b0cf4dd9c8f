import AdapterKit
import AdapterProtocol
import AdapterRuntime
import ArgumentParser
import Foundation
import Host
import HostAPI
import Trading

struct PlaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place", abstract: "Places an order through the risk gate and the journal.",
        discussion: """
            Prints the order's identity before anything is sent, then the order. When the answer is lost it exits with 75 \
            and prints the command that asks again; asking never sends the order twice. The limits are those of \
            --config; with --environment production it also needs --confirm.
            """)

    @OptionGroup var venue: VenueOptions
    @Argument(help: "buy or sell.") var side: String
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Argument(help: "How much of the base asset; of the quote asset with --quote.") var quantity: String
    @Flag(help: "The quantity counts the quote asset (market orders).") var quote = false
    @Option(help: "limit, market, stopMarket, stopLimit, takeProfit, takeProfitLimit; default limit with --price.")
    var type: String?
    @Option(help: "Worst acceptable price.") var price: String?
    @Option(help: "Trigger price of a stop or take-profit.") var trigger: String?
    @Option(help: "GTC, IOC or FOK.") var timeInForce: String?
    @Flag(help: "Only add liquidity.") var postOnly = false
    @Option(help: "Your name for this order: repeating it repeats the answer, never the order.")
    var idempotencyKey: String?
    @Option(help: "State directory with the journal.") var state = "./var"
    @Option(help: "Configuration with the risk limits.") var config = "adapters.yaml"
    @Flag(help: "Yes, on a venue with real money.") var confirm = false

    func run() async throws {
        try await venue.withVenue { connected in
            try requireConfirmation(connected.environment, confirm)
            let record = try await place(on: connected)
            Output.document(asJSON: venue.json) { OrderDocument(record).write(to: &$0) }
            try leave(with: record)
        }
    }

    private func place(on connected: any Venue) async throws -> OrderRecord {
        let place = connected.environment
        let directory: StateDirectory
        do throws(StateError) {
            directory = try StateDirectory(path: state, stamp: StateStamp(owner: "\(place.name) \(place.rest)"))
        } catch {
            throw ExitReason(error)
        }
        let id = VenueID(rawValue: venue.venue)
        let configuration = try ConfigurationFile.read(config)
        do {
            let desk = OrderDesk(
                platforms: [id: DeskPlatform(venue: connected, isEnabled: true)],
                journal: try SQLiteJournal(path: directory.file("journal.sqlite")), limits: configuration.risk,
                clock: SystemClock(), ids: TimeOrderedIDs(random: SystemRandomSource().next),
                logger: CommandLogger.make())
            try await desk.start()
            await desk.reconcile()
            return try await submit(to: desk, on: id)
        } catch let error as JournalError {
            throw ExitReason(.cannotCreate, error.description)
        } catch let error as DeskError {
            throw ExitReason(error)
        }
    }

    private func submit(to desk: OrderDesk, on platform: VenueID) async throws -> OrderRecord {
        let proposal = try proposal(on: platform)
        let name = idempotencyKey ?? String(SystemRandomSource().next(), radix: 16)
        guard let key = IdempotencyKey(user: "owner", text: name) else {
            throw ExitReason(.usage, "an idempotency key is 1 to 128 printable ASCII characters")
        }
        let digest = CommandLine.arguments.filter { !$0.hasPrefix("--json") }.joined(separator: "|")
        return try await desk.submit(proposal, key: key, bodyDigest: digest) { order, client in
            Output.document(asJSON: true) { writer in
                writer.object { writer in
                    writer.member("client_order_id", client.text)
                    writer.member("order_id", order.rawValue)
                }
            }
        }
    }

    private func proposal(on platform: VenueID) throws -> OrderProposal {
        guard let side = Side(rawValue: side) else { throw ExitReason(.usage, "the side is buy or sell") }
        let kind = OrderType(rawValue: type ?? (price == nil ? "market" : "limit"))
        guard OrderType.known.contains(kind) else { throw ExitReason(.usage, "unknown order type '\(kind)'") }
        let amount = try number(quantity, "quantity")
        let triggerPrice = try trigger.map { try number($0, "--trigger") }
        let isStop = kind == .stopMarket || kind == .stopLimit
        return OrderProposal(
            user: "owner", platform: platform, symbol: try venue.symbol(symbol), side: side, type: kind,
            amount: quote ? .quote(amount) : .base(amount), limitPrice: try price.map { try number($0, "--price") },
            trigger: triggerPrice.map {
                Trigger(price: $0, crossing: isStop == (side == .buy) ? .atOrAbove : .atOrBelow)
            },
            timeInForce: timeInForce.map(TimeInForce.init(rawValue:))
                ?? (kind.needsLimitPrice ? .goodTillCancelled : nil),
            isPostOnly: postOnly)
    }

    private func number(_ text: String, _ name: String) throws -> ExactDecimal {
        guard let number = ExactDecimal(text) else {
            throw ExitReason(.usage, "\(name): '\(text)' is not an exact decimal")
        }
        return number
    }

    /// Done, refused, or unknown with the command that asks again.
    private func leave(with record: OrderRecord) throws {
        switch record.status {
        case .unknown, .pending:
            let rest = venue.rest.map { " --rest \($0)" } ?? ""
            let place = venue.environment.map { " --environment \($0)" } ?? ""
            throw ExitReason(
                .temporary,
                "the outcome is unknown; ask again: bourse order \(venue.venue) \(record.submission.proposal.symbol) "
                    + "\(record.submission.clientOrderID) --client\(rest)\(place)")
        case .rejected:
            let reason = record.verdicts.first { !$0.passed }?.reason ?? record.failure?.message ?? "refused"
            throw ExitReason(.refused, reason)
        case .submitted, .partiallyFilled, .filled, .cancelled, .expired: break
        }
    }
}
