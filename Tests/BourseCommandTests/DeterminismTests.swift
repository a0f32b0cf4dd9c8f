import Testing

@testable import BourseCommand

@Suite("The walk is deterministic") struct DeterminismTests {
    @Test("one seed gives the same bytes and the same journal twice; another seed gives others", arguments: [1, 7, 99])
    func twice(seed: UInt64) async throws {
        func walk(_ seed: UInt64) async throws -> [String] {
            let walk = try DeterministicWalk(seed: seed)
            try await walk.run(orders: 9)
            return await walk.lines()
        }
        let first = try await walk(seed)
        #expect(first.count > 20)
        #expect(try await walk(seed) == first)
        #expect(try await walk(seed + 1) != first)
    }
}
