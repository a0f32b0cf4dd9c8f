import AdapterProtocol
import ArgumentParser

struct RawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raw", abstract: "Reads an endpoint that no other command covers.",
        discussion: "Prints the body as the venue sent it. It can only read: what changes something is refused.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The path, for example /api/v3/avgPrice.") var path: String
    @Argument(help: "Parameters, for example symbol=BTCUSDT.") var parameters: [String] = []
    @Flag(help: "Signs the request with the key.") var signed = false

    func run() async throws {
        let list = try parameters.map { text in
            guard let equals = text.firstIndex(of: "=") else {
                throw ValidationError("\(text) is not NAME=VALUE")
            }
            return VenueCall.Parameter(String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
        try await venue.withVenue { connected in
            let body = try await connected.rawRead(try RawRead(path, list, isSigned: signed))
            Output.line(String(decoding: body, as: UTF8.self))
        }
    }
}
