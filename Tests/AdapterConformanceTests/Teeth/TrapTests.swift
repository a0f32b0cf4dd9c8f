import Testing

/// The eleven traps that were seen in peers (peers.md 6.2), each planted so that the suite proves to catch it;
/// TeethTests runs what is aimed.
@Suite("The traps that others fell into are caught")
struct TrapTests {
    /// The question, and the mistakes that answer it wrongly.
    private static let traps: [(question: String, defects: [String])] = [
        (
            "1 no answer, 5xx, 429 or an unreadable body on a command is called refused",
            [
                "unknown placements are refused", "a lost cancel is refused", "a lost change is refused",
                "a lost cancel of all was not executed", "5xx is read as 400",
            ]
        ),
        (
            "2 a layer sends a command again whose effect is unknown",
            [
                "placements are sent again when no answer comes", "changes are sent again when no answer comes",
                "every POST goes out twice",
            ]
        ),
        (
            "3 not found ends an order without bound and fence",
            [
                "placements are never found", "an unknown placement is visible at once",
                "placements count as signed long ago",
            ]
        ),
        (
            "4 an amendment sends the new order before the old one is gone",
            ["a change sends the new order before the old one is gone"]
        ),
        (
            "5 a capability is claimed that is not there",
            ["everything claimed", "stops are sent as take-profits", "the self-trade rule is not sent"]
        ),
        (
            "6 a parameter changes its meaning by venue",
            ["base amounts of market buys are sent as quote", "quote amounts are sent as base"]
        ),
        (
            "7 something is dropped without a mark",
            ["a history ends after five rows", "fills lose the row at the page's edge", "the first fill is lost"]
        ),
        (
            "8 a float between the bytes of a frame and of an order",
            ["numbers go through a float", "small numbers get an exponent"]
        ),
        (
            "9 state whose loss in a crash loosens a limit",
            ["nonces begin at one with every start", "the venue's pauses are not read"]
        ),
        (
            "10 our id is cut, or cannot be computed again",
            ["client ids are cut to sixteen digits", "a new client id for every try"]
        ),
        (
            "11 an end without amounts, and an error that counts as not found",
            ["every end reads as filled", "what cannot be read is zeros: order", "a failed look-up proves absence"]
        ),
    ]

    @Test("Every trap is planted, and aimed at cases", arguments: traps.indices)
    func planted(_ index: Int) {
        let (question, names) = Self.traps[index]
        let aimed = Set(Aims.shipped.all.map(\.mistake))
        for name in names {
            #expect(aimed.contains(name), "\(question): \(name) is aimed at nothing")
        }
    }
}
