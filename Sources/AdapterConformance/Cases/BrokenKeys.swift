import AdapterProtocol
import AdapterRuntime

/// Keys that are wrong in one way, made from a right one.
enum BrokenKeys {
    /// The same key with one field altered, in the form the venue hands it out in; nil where it has no such field.
    static func altered(
        _ key: Credentials, _ field: CredentialField, of adapter: any VenueAdapter
    ) -> Credentials? {
        guard key[field] != nil else { return nil }
        var fields: [String: Secret] = [:]
        for known in adapter.profile.credentialFields {
            guard let secret = key[known] else { continue }
            fields[known.name] = known.name == field.name ? altered(secret) : secret
        }
        return Credentials(fields)
    }

    /// One letter or digit in the middle is another of its kind, so that hexadecimal stays hexadecimal.
    private static func altered(_ secret: Secret) -> Secret {
        var bytes = secret.withBytes { Array($0) }
        if let index = bytes[(bytes.count / 2)...].firstIndex(where: isAlphanumeric) {
            bytes[index] = other(bytes[index])
        }
        return Secret(bytes)
    }

    /// The same for an id that a venue gave.
    static func altered(_ id: VenueOrderID) -> VenueOrderID {
        var bytes = Array(id.rawValue.utf8)
        if let index = bytes.lastIndex(where: isAlphanumeric) { bytes[index] = other(bytes[index]) }
        return VenueOrderID(rawValue: String(decoding: bytes, as: UTF8.self))
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }

    private static func other(_ byte: UInt8) -> UInt8 {
        byte == 0x30 || byte == 0x41 || byte == 0x61 ? byte + 1 : byte - 1
    }
}

extension Examination {
    /// Another connection, as ``connect(as:clock:over:)``; where waiting costs nothing the venue's limits by address
    /// and key get time to recover, for every connection counts for itself.
    func reconnect(
        as role: ConformanceEndpoint.KeyRole? = .trade, clock: (any WallClock)? = nil,
        over transport: (any Transport)? = nil
    ) async throws -> any Venue {
        try await rest()
        return try connect(as: role, clock: clock, over: transport)
    }

    /// Lets a calendar minute pass on a virtual clock: a new connection reads what the last one has read.
    func rest() async throws {
        if isVirtual { try await clock.sleep(for: .seconds(61)) }
    }

    /// Lets the pause pass that a refusal by status asks for, five minutes at most.
    ///
    /// - Throws: ``CaseStop/notApplicable(_:)`` where it would be a real wait.
    func outwait(_ answer: AmbiguousAnswer) async throws {
        guard answer.mayBeStated else { return }
        guard isVirtual else { throw CaseStop.notApplicable("the venue would be left alone for minutes") }
        try await clock.sleep(for: .seconds(301))
    }

    /// A connection with a key of the right form in which one field is wrong.
    ///
    /// - Throws: ``CaseStop/notApplicable(_:)`` where the venue's keys have no such field.
    func reconnect(altering field: CredentialField) async throws -> any Venue {
        try await rest()
        guard let endpoint, let key = endpoint.keys[.trade] else { throw CaseStop.skipped("there is no key") }
        guard let broken = BrokenKeys.altered(key, field, of: adapter) else {
            throw CaseStop.notApplicable("keys have no \(field.name)")
        }
        return try endpoint.connect(adapter, broken, clock: clock, over: endpoint.transport)
    }
}
