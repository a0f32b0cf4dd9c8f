import AdapterProtocol
import Foundation

/// What a signer does with a key, seen with a key that nobody issued.
enum SignerCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "signer.field.missing", "A key without one of its fields is refused before anything is sent.",
            because: "The venue would answer with a signature error, and three of those lock some accounts.",
            needs: .adapter
        ) { try incomplete($0) { values, name in values[name] = nil } },
        ConformanceCase(
            "signer.field.empty", "A key with an empty field is refused before anything is sent.",
            because: "An empty line in a configuration file is the commonest broken key.", needs: .adapter
        ) { try incomplete($0) { values, name in values[name] = "" } },
        ConformanceCase(
            "signer.field.lines", "A key with a line break in it is refused or sealed without it, and never repeated.",
            because: "A line break in a header begins another header of the attacker's choice.", needs: .adapter
        ) { try lineBreak($0) },
        ConformanceCase(
            "signer.keyless", "Without a key public calls are sealed, and signed ones refused as noCredentials.",
            because: "Markets are read before there is a key; a signed call without one must not reach the venue.",
            needs: .adapter
        ) { try keyless($0) },
        ConformanceCase(
            "signer.public", "A public call is the same with and without a key.",
            because: "A key that goes where it is not needed is seen by caches and logs.", needs: .adapter
        ) { try publicCall($0) },
        ConformanceCase(
            "signer.pure", "The same call at the same moment is sealed as the same bytes.",
            because: "Signatures that cannot be repeated cannot be tested.", needs: .adapter
        ) { try pure($0) },
        ConformanceCase(
            "signer.moment", "A placement that is sealed at another moment has other bytes.",
            because: "A stamp that is not signed lets an order be replayed, or arrive at any time.", needs: .adapter
        ) { try moment($0) },
        ConformanceCase(
            "signer.key", "Another key seals the same call as other bytes.",
            because: "A signature that does not depend on the key is none.", needs: .adapter
        ) { try otherKey($0) },
        ConformanceCase(
            "signer.hidden", "No secret stands in a sealed request, and no key in its address.",
            because: "Addresses are logged by every proxy, bodies by many.", needs: .adapter
        ) { try hidden($0) },
        ConformanceCase(
            "signer.silent", "A signer that is printed or reflected shows no secret.",
            because: "One debug line or crash report would give the account away.", needs: .adapter
        ) { try silent($0) },
        ConformanceCase(
            "signer.parameters", "Every parameter of a call is in what is sealed.",
            because: "An order without its price or its limit is another order.", needs: .adapter
        ) { try parameters($0) },
        ConformanceCase(
            "signer.whole", "What is sealed is one request: a plain target, headers of one line.",
            because: "A space or line break in it would be read as the end of the request.", needs: .adapter
        ) { try whole($0) },
        ConformanceCase(
            "signer.deadline", "A placement with a latest arrival says so to the venue.",
            because: "Only the venue can refuse what arrives late.", proves: [.placeBefore], needs: .adapter
        ) { try deadline($0) },
    ]

    private static func incomplete(
        _ examination: Examination, _ damage: (inout [String: String], String) -> Void
    ) throws {
        let key = try MadeUpKey(for: examination.adapter)
        for field in key.required {
            var values = key.values
            damage(&values, field.name)
            do throws(VenueError) {
                _ = try examination.adapter.makeSigner(Credentials(values.mapValues { Secret($0) }))
            } catch {
                try hold(error.effect == .notSent && error.kind == .authentication, "\(field.name): \(error)")
                try hold(!key.secrets.contains { error.description.contains($0) }, "the error repeats a secret")
                continue
            }
            throw CaseStop.broken("a key without \(field.name) is taken")
        }
    }

    private static func lineBreak(_ examination: Examination) throws {
        let key = try MadeUpKey(for: examination.adapter)
        for field in key.required {
            var values = key.values
            let text = "hostile\r\nX-Other: 1\(values[field.name] ?? "")"
            values[field.name] = text
            do {
                let signer = try examination.adapter.makeSigner(Credentials(values.mapValues { Secret($0) }))
                for call in try examination.calls(of: .balances) {
                    let request = try signer.seal(call, at: examination.stamp())
                    let isClean = request.headers.allSatisfy { !$0.value.utf8.contains { $0 == 0x0D || $0 == 0x0A } }
                    try hold(isClean, "\(field.name) puts a line break into a header")
                }
            } catch let error as VenueError {
                try hold(error.effect == .notSent, "\(field.name): \(error)")
                try hold(!error.description.contains("hostile"), "the error repeats \(field.name)")
            }
        }
    }

    private static func keyless(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(nil)
        for (operation, call) in try examination.allCalls() {
            do {
                _ = try signer.seal(call, at: examination.stamp())
                try hold(!call.isSigned, "\(operation): \(call.operation) is sealed without a key")
            } catch let error as VenueError {
                try hold(call.isSigned, "\(operation): \(call.operation) is refused: \(error)")
                try hold(error.kind == .noCredentials && error.effect == .notSent, "\(call.operation): \(error)")
            }
        }
    }

    private static func publicCall(_ examination: Examination) throws {
        let without = try examination.adapter.makeSigner(nil)
        let with = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        for (_, call) in try examination.allCalls() where !call.isSigned {
            let plain = try without.seal(call, at: examination.stamp()).wholeText
            let sealed = try with.seal(call, at: examination.stamp()).wholeText
            try hold(plain == sealed, "\(call.operation) differs with a key")
        }
    }

    private static func pure(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        let stamp = examination.stamp()
        for (_, call) in try examination.allCalls() {
            let isSame = try signer.seal(call, at: stamp).wholeText == signer.seal(call, at: stamp).wholeText
            try hold(isSame, "\(call.operation) differs from itself")
        }
    }

    private static func moment(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        let call = try hold(examination.placement(of: try examination.restingBuy()), "nothing is placed")
        let now = try signer.seal(call, at: examination.stamp()).wholeText
        let later = try signer.seal(call, at: examination.stamp(plus: 1)).wholeText
        try hold(now != later, "a second later it is sealed as the same bytes")
    }

    private static func otherKey(_ examination: Examination) throws {
        let adapter = examination.adapter
        let call = try hold(examination.placement(of: try examination.restingBuy()), "nothing is placed")
        let key = try MadeUpKey(for: adapter)
        let other = try MadeUpKey(for: adapter, variant: 1)
        let sealed = try adapter.makeSigner(key.credentials).seal(call, at: examination.stamp()).wholeText
        for field in key.required {
            var values = key.values
            values[field.name] = other.values[field.name]
            let changed = try adapter.makeSigner(Credentials(values.mapValues { Secret($0) }))
            let isOther = try changed.seal(call, at: examination.stamp()).wholeText != sealed
            try hold(isOther, "another \(field.name) changes nothing")
        }
    }

    private static func hidden(_ examination: Examination) throws {
        let key = try MadeUpKey(for: examination.adapter)
        let signer = try examination.adapter.makeSigner(key.credentials)
        for (_, call) in try examination.allCalls() {
            let request = try signer.seal(call, at: examination.stamp())
            let text = request.wholeText + request.plainText
            try hold(!key.secrets.contains { text.contains($0) }, "\(call.operation) shows a secret")
            let address = request.plainTarget
            try hold(
                !key.values.values.contains { address.contains($0) }, "\(call.operation) has the key in its address")
        }
    }

    private static func silent(_ examination: Examination) throws {
        let key = try MadeUpKey(for: examination.adapter)
        let signer = try examination.adapter.makeSigner(key.credentials)
        var text = "\(signer) \(String(reflecting: signer)) \(key.credentials)"
        dump(signer, to: &text)
        for secret in key.secrets {
            try hold(!text.contains(secret), "a secret is shown")
            let bytes = secret.utf8.prefix(8).map { "- \($0)" }
            let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
            let start = lines.indices.first { lines[$0...].prefix(8).elementsEqual(bytes[...].map { $0[...] }) }
            try hold(start == nil, "the bytes of a secret are shown")
        }
    }

    private static func parameters(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        for (_, call) in try examination.allCalls() {
            let text = try signer.seal(call, at: examination.stamp()).plainText
            for parameter in call.parameters {
                try hold(text.contains(parameter.value), "\(call.operation) loses \(parameter.name)")
            }
        }
    }

    private static func whole(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        for (_, call) in try examination.allCalls() {
            let request = try signer.seal(call, at: examination.stamp())
            try hold(request.method == call.method, "\(call.operation) is sent as \(request.method.rawValue)")
            try hold(request.target.hasPrefix(call.path), "\(call.operation) goes to another path")
            try hold(request.target.utf8.allSatisfy { 0x21...0x7E ~= $0 }, "\(call.operation) has no plain target")
            for header in request.headers {
                let isPlain = (header.name + header.value).utf8.allSatisfy { 0x20...0x7E ~= $0 }
                try hold(isPlain && !header.name.isEmpty, "\(call.operation): the header \(header.name) is not plain")
            }
        }
    }

    private static func deadline(_ examination: Examination) throws {
        let signer = try examination.adapter.makeSigner(try MadeUpKey(for: examination.adapter).credentials)
        let request = try examination.plain(placeBefore: examination.clock.now.advanced(by: .seconds(3)))
        let open = try OrderRequest.limit(
            request.clientOrderID, request.side, request.symbol, quantity: request.amount.value,
            price: try hold(request.limitPrice, "no price"))
        let (bound, free) = (examination.placement(of: request), examination.placement(of: open))
        let early = try signer.seal(try hold(bound, "nothing is placed"), at: examination.stamp()).wholeText
        let late = try signer.seal(try hold(free, "nothing is placed"), at: examination.stamp()).wholeText
        try hold(early != late, "the venue is told nothing")
    }
}
