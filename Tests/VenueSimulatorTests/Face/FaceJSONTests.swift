import Testing

@testable import VenueSimulator

@Suite("What faces read and write")
struct FaceJSONTests {
    @Test(
        "A text is written back as it was read, digits and order kept",
        arguments: [
            #"{"b":1.50,"a":[true,false,null,-0,1e5],"b":"x\"\\"}"#, "[]", "{}", #""""#, "0", #"[{"k":[[]]}]"#,
        ])
    func roundTrip(text: String) {
        #expect(FaceJSON(reading: Array(text.utf8)).map { String(decoding: $0.bytes, as: UTF8.self) } == text)
    }

    @Test("Escapes are resolved, surrogates joined")
    func escapes() {
        let text = #"["\u0041\n\/\ud83d\ude00"]"#
        #expect(FaceJSON(reading: Array(text.utf8)) == .list([.text("A\n/😀")]))
    }

    @Test(
        "What is no JSON is nil, never a crash",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\"}", "{\"a\":}", "01", "1.", "-", "1e", "tru", "\"\\x\"", "\"\\ud800\"",
            "\"\n\"",
            "[1] 2", "{'a':1}", String(repeating: "[", count: 5000),
        ])
    func refused(text: String) { #expect(FaceJSON(reading: Array(text.utf8)) == nil) }

    @Test("Percent-encoded text: broken escapes and bad UTF-8 are nil")
    func percent() {
        #expect(FacePercent.decode(Array("a%20b+c%C3%A9".utf8)[...]) == "a b cé")
        for text in ["%", "%2", "%zz", "%C3"] { #expect(FacePercent.decode(Array(text.utf8)[...]) == nil) }
    }

    @Test("Settings: a misspelt switch or value is an error, one of a single request changes nothing")
    func settings() throws {
        let declared = [FaceSwitch.choice("mode", "m", ["a", "b"]), .number("size", "s", initial: 5)]
        let settings = try FaceSettings(declared, chosen: ["mode": "b", FaceSwitch.visibilityLag: "7"])
        #expect(settings.has("mode", "b") && settings.number("size") == 5 && settings.visibilityLag == 7)
        #expect(settings.overridden(by: ["size": "9", "mode": "z", "none": "1"]).number("size") == 9)
        #expect(settings.overridden(by: ["mode": "z"]).has("mode", "b"))
        for wrong in [["moed": "a"], ["mode": "z"], ["size": "-1"], ["size": "x"], ["size": "99999999999999"]] {
            #expect(throws: FaceError.self) { try FaceSettings(declared, chosen: wrong) }
        }
    }
}
