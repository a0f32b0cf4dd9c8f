extension AdapterTemplate {
    /// The list of what is left, as a test.
    static let conformanceTests = AdapterTemplate(
        "Tests/«Name»AdapterTests/ConformanceTests.swift",
        #"""
        import AdapterConformance
        import AdapterConformanceTesting
        import Testing
        import «Name»Adapter

        @Suite("Conformance")
        struct ConformanceTests {
            // Red until the list is done: each issue is a line of it. With a simulated exchange it trades there:
            // `ConformanceSubject(adapter:endpoint:)` with `ConformanceEndpoint.simulated(_:face:)` of BourseCommand,
            // as in Bourse's Examples/NewVenue.
            @Test("Every promise holds, as far as it can be seen without a network")
            func offline() async throws {
                try await expectConformance(of: ConformanceSubject(adapter: «Name»Adapter()))
            }
        }
        """#)
}
