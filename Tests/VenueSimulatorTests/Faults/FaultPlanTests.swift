import Testing

@testable import VenueSimulator

@Suite("The fault plan")
struct FaultPlanTests {
    private func hits(_ occurrence: Fault.Occurrence, of count: Int = 10, seed: UInt64 = 0) -> [Int] {
        var plan = FaultPlan(seed: seed, faults: [Fault(occurrence: occurrence, action: .dropBefore)])
        return (1...count).filter { _ in plan.decide(venue: "binance", operation: "order.place") == [.dropBefore] }
    }

    @Test(
        "Occurrences count matching requests from 1",
        arguments: [
            (Fault.Occurrence.always, Array(1...10)), (.nth(3), [3]), (.every(4), [4, 8]), (.first(2), [1, 2]),
            (.nth(11), []), (.perMille(0), []), (.perMille(1000), Array(1...10)), (.every(0), []),
        ]
    )
    func occurrences(occurrence: Fault.Occurrence, expected: [Int]) {
        #expect(hits(occurrence) == expected)
    }

    @Test("A chance is drawn from the seed: the same every time, about as often as asked, different with another seed")
    func chance() {
        let drawn = hits(.perMille(250), of: 4_000, seed: 5)
        #expect(drawn == hits(.perMille(250), of: 4_000, seed: 5))
        #expect(drawn != hits(.perMille(250), of: 4_000, seed: 6))
        #expect((900...1_100).contains(drawn.count))
    }

    @Test("A fault added at the end does not change the fate that another deals")
    func independence() {
        let first = Fault(occurrence: .perMille(300), action: .dropAfter)
        var alone = FaultPlan(seed: 9, faults: [first])
        var both = FaultPlan(seed: 9, faults: [first, Fault(occurrence: .perMille(300), action: .corruptBody)])
        for _ in 0..<500 {
            let expected = alone.decide(venue: "v", operation: "o")
            #expect(both.decide(venue: "v", operation: "o").filter { $0 == .dropAfter } == expected)
        }
    }

    @Test(
        "Matching by venue, operation, family and everything",
        arguments: [
            (Fault(venue: "binance", operation: "order.place", action: .dropBefore), true),
            (Fault(venue: "kraken", operation: "order.place", action: .dropBefore), false),
            (Fault(operation: "order.*", action: .dropBefore), true),
            (Fault(operation: "orde.*", action: .dropBefore), false),
            (Fault(operation: "order", action: .dropBefore), false), (Fault(action: .dropBefore), true),
        ]
    )
    func matching(fault: Fault, isHit: Bool) {
        var plan = FaultPlan(faults: [fault])
        #expect(plan.decide(venue: "binance", operation: "order.place").isEmpty == !isHit)
        #expect(plan.counts == [FaultPlan.Tally(matched: isHit ? 1 : 0, hit: isHit ? 1 : 0)])
    }

    @Test("A path that the venue does not have is hit only by *")
    func unknownOperation() {
        var plan = FaultPlan(faults: [
            Fault(operation: "order.*", action: .dropBefore), Fault(operation: "*", action: .dropAfter),
        ])
        #expect(plan.decide(venue: "binance", operation: nil) == [.dropAfter])
    }

    @Test("Waiting times and skews add up; within a phase the first of the plan decides")
    func course() {
        let course = FaultCourse([
            .delay(milliseconds: 5), .delay(milliseconds: .max), .clockSkew(milliseconds: -3),
            .clockSkew(milliseconds: 1),
            .visibilityLag(milliseconds: 2), .visibilityLag(milliseconds: 1), .dropAfter, .resetMidBody, .stallBefore,
            .dropBefore, .delayReply(milliseconds: 4),
        ])
        #expect(course.delayMilliseconds == .max)
        #expect(course.skewMilliseconds == -2)
        #expect(course.visibilityLagMilliseconds == 2)
        #expect(course.ending == .drop)
        #expect(course.replacement == .stall)
        #expect(course.replyDelayMilliseconds == 4)
    }
}
