/// What the fuzzer is asked to do.
struct Options {
    var seed: UInt64 = 1
    var inputs: UInt64 = 100_000
    /// How many changes of each venue's books to run instead of inputs.
    var deltas: UInt64?
    /// The one input, or episode of changes, to run, to look at an offence.
    var only: UInt64?
    /// A venue's id, `streams` for those of all, or `pieces`; nil for everything.
    var group: String?
    /// The folder of the captured answers.
    var samples = ""
    /// Where the number of the running input is written, so that a crash can be told.
    var progress: String?
    /// Whether to list the seeds and end.
    var lists = false

    struct Wrong: Error {
        let text: String
    }

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func value(of name: String) throws -> String {
            guard let value = rest.popFirst() else { throw Wrong(text: "\(name) needs a value") }
            return value
        }
        func number(of name: String) throws -> UInt64 {
            guard let number = UInt64(try value(of: name)) else { throw Wrong(text: "\(name) needs a number") }
            return number
        }
        while let name = rest.popFirst() {
            switch name {
            case "--seed": seed = try number(of: name)
            case "--inputs": inputs = try number(of: name)
            case "--deltas": deltas = try number(of: name)
            case "--only": only = try number(of: name)
            case "--group": group = try value(of: name)
            case "--samples": samples = try value(of: name)
            case "--progress": progress = try value(of: name)
            case "--list": lists = true
            default: throw Wrong(text: "unknown option \(name)")
            }
        }
    }
}
