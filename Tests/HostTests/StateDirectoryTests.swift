import Foundation
import Testing

@testable import Host

@Suite("The state directory has one owner") struct StateDirectoryTests {
    private let stamp = StateStamp(owner: "simulated inside")

    @Test("a second host is refused while the first lives, and let in after it") func exclusive() throws {
        let place = try TemporaryDirectory()
        var first: StateDirectory? = try StateDirectory(path: place.path, stamp: stamp)
        let error = #expect(throws: StateError.self) { _ = try StateDirectory(path: place.path, stamp: stamp) }
        #expect(error == .inUse(path: place.path, processID: Int(ProcessInfo.processInfo.processIdentifier)))
        #expect(first != nil)
        first = nil
        _ = try StateDirectory(path: place.path, stamp: stamp)
    }

    @Test("another environment's directory is refused") func foreign() throws {
        let place = try TemporaryDirectory()
        _ = try StateDirectory(path: place.path, stamp: stamp)
        let error = #expect(throws: StateError.self) {
            _ = try StateDirectory(path: place.path, stamp: StateStamp(owner: "production"))
        }
        #expect(error == .foreign(path: place.path, found: "simulated inside", expected: "production"))
    }

    @Test("a newer schema is refused, a damaged stamp too", arguments: ["bourse state 99\nx\n", "", "rubbish"])
    func stamps(_ text: String) throws {
        let place = try TemporaryDirectory()
        try Data(text.utf8).write(to: URL(filePath: place.path + "/stamp"))
        #expect(throws: StateError.self) { _ = try StateDirectory(path: place.path, stamp: stamp) }
    }

    @Test("the token is shown once, kept as a digest, and matched whole") func token() throws {
        let place = try TemporaryDirectory()
        let directory = try StateDirectory(path: place.path, stamp: stamp)
        let first = try AccessToken(in: directory, random: { 0x0123_4567_89AB_CDEF })
        let text = try #require(first.fresh)
        let again = try AccessToken(in: directory, random: { 1 })
        #expect(again.fresh == nil)
        #expect(again.matches(text) && !again.matches(text + "0") && !again.matches(""))
        let kept = try String(contentsOfFile: directory.file("token.sha256"), encoding: .utf8)
        #expect(!kept.contains("0123456789abcdef"))
    }
}
