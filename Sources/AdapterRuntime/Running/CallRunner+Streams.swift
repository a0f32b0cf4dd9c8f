import AdapterProtocol

// What streams need of a call's machinery: addresses, signatures, proofs.
extension CallRunner {
    /// Where a connection goes, once the flow has told its address: the upgrade's headers are signed now.
    func opening(
        _ flow: Flow<StreamAddress>, _ rules: StreamRules
    ) async throws(VenueError) -> StreamOpening {
        let address = try await read(flow)
        var headers: [WireHeader] = []
        if let handshake = address.handshake {
            if handshake.isSigned { try await ensureClock(for: handshake.priority) }
            let now = venueClock.now
            let time = handshake.isSigned && adapter.needsUniqueTimestamps ? uniqueTime.take(now) : now
            headers = try signer.seal(handshake, at: SigningStamp(venueTime: time)).headers
        }
        let request = StreamRequest(
            address: try StreamEndpoint.address(of: address, in: environment), headers: headers,
            largestMessage: rules.largestMessage)
        return StreamOpening(address: address, request: request)
    }

    /// Runs a flow that only reads.
    func read<Output: Sendable>(_ flow: Flow<Output>) async throws(VenueError) -> Output {
        do throws(FlowFailure) {
            return try await run(flow)
        } catch {
            throw error.error
        }
    }

    /// A stream's frame with the key's proof, as of now.
    func prove(_ proof: StreamProof) throws(VenueError) -> [UInt8] {
        let now = venueClock.now
        let time = adapter.needsUniqueTimestamps ? uniqueTime.take(now) : now
        return try signer.frame(proof, at: SigningStamp(venueTime: time))
    }
}
