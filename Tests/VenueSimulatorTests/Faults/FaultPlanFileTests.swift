import Testing

@testable import VenueSimulator

@Suite("The fault plan's file")
struct FaultPlanFileTests {
    private static let everything = #"""
        {"seed":18446744073709551615,"faults":[
        {"operation":"*","action":{"kind":"delay","milliseconds":250}},
        {"operation":"*","action":{"kind":"delayReply","milliseconds":0}},
        {"venue":"binance","operation":"order.place","nth":3,"action":{"kind":"dropAfter"}},
        {"operation":"order.*","every":5,"action":{"kind":"dropBefore"}},
        {"operation":"*","first":2,"action":{"kind":"resetMidBody"}},
        {"operation":"*","perMille":20,"action":{"kind":"corruptBody"}},
        {"operation":"*","action":{"kind":"stallBefore"}},{"operation":"*","action":{"kind":"stallAfter"}},
        {"operation":"*","action":{"kind":"replyBefore","status":503,"body":"é\n","headers":{"X":"1"}}},
        {"operation":"*","action":{"kind":"replyAfter","status":200,"body":"","headers":{}}},
        {"operation":"*","action":{"kind":"truncateBody","bytes":7}},
        {"operation":"*","action":{"kind":"rateLimitAfterAccept","retryAfterSeconds":1}},
        {"operation":"*","action":{"kind":"visibilityLag","milliseconds":1}},
        {"operation":"*","action":{"kind":"clockSkew","milliseconds":-1}},
        {"operation":"stream.open","action":{"kind":"refuseStream","status":503}},
        {"operation":"stream.*","action":{"kind":"dropMessage"}},
        {"operation":"stream.*","action":{"kind":"duplicateMessage"}},
        {"operation":"stream.*","action":{"kind":"reorderMessage"}},
        {"operation":"stream.*","action":{"kind":"corruptMessage"}},
        {"operation":"stream.*","action":{"kind":"truncateMessage","bytes":0}},
        {"operation":"stream.*","action":{"kind":"delayMessage","milliseconds":86400000}},
        {"operation":"stream.*","action":{"kind":"stallStream"}},
        {"operation":"stream.*","action":{"kind":"closeStream","code":4999,"reason":"é"}},
        {"operation":"stream.*","action":{"kind":"resetStream"}},
        {"operation":"*","action":{"kind":"skipSequence"}},{"operation":"*","action":{"kind":"breakChecksum"}},
        {"operation":"*","action":{"kind":"freezeChecksum","frozen":false}},
        {"operation":"*","action":{"kind":"expireTokens"}},
        {"operation":"*","action":{"kind":"delaySnapshots","milliseconds":0}}]}
        """#

    @Test("Every kind of fault is read and written back the same")
    func roundTrip() throws {
        let plan = try FaultPlan(json: Array(Self.everything.utf8))
        #expect(plan.faults.count == 29)
        #expect(
            plan.faults[2] == Fault(venue: "binance", operation: "order.place", occurrence: .nth(3), action: .dropAfter)
        )
        #expect(plan.seed == .max)
        #expect(
            String(decoding: plan.json.bytes, as: UTF8.self)
                == Self.everything.replacing(",\n", with: ",").replacing("[\n", with: "["))
    }

    @Test(
        "A wrong plan is refused with the place of the mistake",
        arguments: [
            ("", ""), ("{", ""), ("[]", ""), ("null", ""), ("{}", "faults"), (#"{"faults":{}}"#, "faults"),
            (#"{"faults":[],"sead":1}"#, "sead"), (#"{"faults":[],"seed":-1}"#, "seed"),
            (#"{"faults":[1]}"#, "faults[0]"), (#"{"faults":[{}]}"#, "faults[0].action"),
            (#"{"faults":[{"action":{}}]}"#, "faults[0].action.kind"),
            (#"{"faults":[{"action":{"kind":"explode"}}]}"#, "faults[0].action.kind"),
            (#"{"faults":[{"action":{"kind":"delay"}}]}"#, "faults[0].action.milliseconds"),
            (#"{"faults":[{"action":{"kind":"delay","milliseconds":-1}}]}"#, "faults[0].action.milliseconds"),
            (#"{"faults":[{"action":{"kind":"delay","milliseconds":1e400}}]}"#, "faults[0].action.milliseconds"),
            (#"{"faults":[{"action":{"kind":"delay","milliseconds":1.5}}]}"#, "faults[0].action.milliseconds"),
            (#"{"faults":[{"action":{"kind":"dropAfter","milliseconds":1}}]}"#, "faults[0].action.milliseconds"),
            (#"{"faults":[{"action":{"kind":"replyAfter","status":99}}]}"#, "faults[0].action.status"),
            (
                #"{"faults":[{"action":{"kind":"replyAfter","status":200,"headers":{"a b":""}}}]}"#,
                "faults[0].action.headers"
            ),
            (#"{"faults":[{"action":{"kind":"refuseStream","status":101}}]}"#, "faults[0].action.status"),
            (#"{"faults":[{"action":{"kind":"truncateMessage"}}]}"#, "faults[0].action.bytes"),
            (#"{"faults":[{"action":{"kind":"dropMessage","bytes":1}}]}"#, "faults[0].action.bytes"),
            (#"{"faults":[{"action":{"kind":"closeStream","code":70000}}]}"#, "faults[0].action.code"),
            (#"{"faults":[{"action":{"kind":"closeStream","reason":1}}]}"#, "faults[0].action.reason"),
            (#"{"faults":[{"action":{"kind":"freezeChecksum","frozen":1}}]}"#, "faults[0].action.frozen"),
            (#"{"faults":[{"action":{"kind":"skipSequence","venue":"x"}}]}"#, "faults[0].action.venue"),
            (#"{"faults":[{"opreation":"x","action":{"kind":"dropAfter"}}]}"#, "faults[0].opreation"),
            (#"{"faults":[{"operation":"*.place","action":{"kind":"dropAfter"}}]}"#, "faults[0].operation"),
            (#"{"faults":[{"nth":1,"every":2,"action":{"kind":"dropAfter"}}]}"#, "faults[0].every"),
            (#"{"faults":[{"nth":0,"action":{"kind":"dropAfter"}}]}"#, "faults[0].nth"),
            (#"{"faults":[{"perMille":1001,"action":{"kind":"dropAfter"}}]}"#, "faults[0].perMille"),
            (#"{"faults":[{"nth":"1","action":{"kind":"dropAfter"}}]}"#, "faults[0].nth"),
        ]
    )
    func refused(json: String, path: String) {
        #expect {
            try FaultPlan(json: Array(json.utf8))
        } throws: { error in
            guard case .invalid(let found, let reason) = error as? FaultPlanError else { return false }
            return found == path && !reason.isEmpty
        }
    }

    @Test("A close without a code is 1001, and a reason longer than a close frame takes is refused")
    func close() throws {
        let plan = try FaultPlan(json: Array(#"{"faults":[{"action":{"kind":"closeStream"}}]}"#.utf8))
        #expect(plan.faults.first?.action == .closeStream(code: 1001, reason: ""))
        let reason = String(repeating: "é", count: 62)
        let long = #"{"faults":[{"action":{"kind":"closeStream","reason":"\#(reason)"}}]}"#
        #expect(throws: FaultPlanError.invalid(path: "faults[0].action.reason", reason: "longer than 123 bytes")) {
            try FaultPlan(json: Array(long.utf8))
        }
    }

    @Test("Damaged files and 100,000 brackets are refused, never a crash")
    func damaged() {
        var random = SplitMix64(seed: 11)
        let original = Array(Self.everything.utf8)
        for _ in 0..<400 {
            var bytes = original
            for _ in 0...random.below(4) {
                bytes[Int(random.below(Int64(bytes.count)))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = try? FaultPlan(json: bytes)
        }
        let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: FaultPlanError.self) { try FaultPlan(json: brackets) }
    }
}
