import AdapterKit
import AdapterProtocol
import ArgumentParser
import Foundation

/// Why a command ends, as an exit code of sysexits.h with one line for people, or one of JSON for programs.
struct ExitReason: Error, CustomStringConvertible {
    /// The documented codes.
    enum Code: Int32 {
        case usage = 64
        case refused = 65
        case unavailable = 69
        case software = 70
        case cannotCreate = 73
        case temporary = 75
        case permission = 77
        case configuration = 78
    }

    static let help = """
        EXIT CODES
          0   done
          1   conformance only: a promise does not hold
          64  the command line is wrong
          65  the venue or our rules refused: nothing is live because of this command
          69  venue or service not reachable, or nothing to talk to
          70  internal error
          73  the state directory cannot be written
          75  the outcome is unknown: run the command that is printed; or the state directory is in use
          77  the key is missing, or the venue refuses it
          78  the configuration is wrong
        """

    let code: Code
    let message: String
    var error: VenueError?

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: VenueError) {
        self.error = error
        message = error.description
        code =
            switch error.kind {
            case _ where error.effect == .unknown: .temporary
            case .authentication, .permission, .noCredentials: .permission
            case .network, .timeout, .unavailable, .untrustedPeer, .rateLimited, .banned, .undecodable: .unavailable
            default: .refused
            }
    }

    var description: String { message }

    /// Tells on standard error and ends the process.
    func leave(asJSON: Bool) -> Never {
        let text = asJSON ? json : "bourse: \(message)"
        FileHandle.standardError.write(Data((text + "\n").utf8))
        exit(code.rawValue)
    }

    private var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("error")
            if let error {
                VenueErrorDocument.write(error, to: &writer)
            } else {
                writer.object { writer in
                    writer.number("exit_code", Int64(code.rawValue))
                    writer.member("message", message)
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
