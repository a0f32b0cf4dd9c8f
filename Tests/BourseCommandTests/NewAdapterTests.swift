import Foundation
import Testing

@testable import BourseCommand

@Suite("The folder of a new adapter")
struct NewAdapterTests {
    private static let address = "https://git.example/bourse.git"

    @Test("It holds a package with adapter, command line and tests, each file once")
    func files() throws {
        let paths = try Self.folder().files.map(\.path)
        #expect(Set(paths).count == paths.count)
        for path in [
            "Package.swift", "README.md", "API.md", "adapters.yaml", ".gitignore", "Sources/pebble-bourse/Main.swift",
            "Sources/PebbleAdapter/PebbleAdapter.swift", "Sources/PebbleAdapter/Profile.swift",
            "Sources/PebbleAdapter/Capabilities.swift", "Sources/PebbleAdapter/Signer.swift",
            "Sources/PebbleAdapter/ErrorTable.swift", "Sources/PebbleAdapter/Instruments.swift",
            "Sources/PebbleAdapter/Orders.swift", "Tests/PebbleAdapterTests/ConformanceTests.swift",
            "Tests/PebbleAdapterTests/SignerTests.swift",
        ] { #expect(paths.contains(path), "\(path)") }
    }

    @Test("No mark is left, what is to be done can be found, and no line is longer than ours")
    func marks() throws {
        let files = try Self.folder().files
        for file in files {
            #expect(!(file.path + file.text).contains { $0 == "«" || $0 == "»" }, "\(file.path)")
            #expect(file.text.hasSuffix("\n") && !file.text.hasSuffix("\n\n"), "\(file.path)")
            #expect(file.text.split(separator: "\n").allSatisfy { $0.count <= 120 }, "\(file.path)")
        }
        let mark = "TO" + "DO"
        for name in ["Profile", "Capabilities", "RateLimits", "Signer", "ErrorTable", "Instruments", "Orders"] {
            let file = files.first { $0.path.hasSuffix("/\(name).swift") }
            #expect(file?.text.contains("// \(mark): ") == true, "\(name)")
        }
    }

    @Test("Its command line is the whole one, with the new venue beside ours")
    func main() throws {
        #expect(
            try Self.text("Sources/pebble-bourse/Main.swift") == """
                import PebbleAdapter
                import BourseCommand

                @main struct Main {
                    static func main() async { await Bourse.start(adding: [VenueModule(PebbleAdapter())]) }
                }

                """)
        let configuration = try Self.text("adapters.yaml")
        for id in VenueRegistry.builtIn.ids + ["pebble"] { #expect(configuration.contains("  - id: \(id)\n")) }
    }

    @Test("What is claimed is nothing, cell by cell")
    func claims() throws {
        let text = try Self.text("Sources/PebbleAdapter/Capabilities.swift")
        let code = text.split(separator: "\n").filter { !$0.contains("//") }.joined(separator: "\n")
        #expect(code.contains(".unsupported(.notYet)"))
        #expect(!code.contains(".native") && !code.contains(".emulated"))
    }

    @Test("The package finds Bourse by path or by URL")
    func bourse() throws {
        #expect(try Self.text("Package.swift").contains("url: \"\(Self.address)\""))
        let path = try BoursePackage("/opt/bourse dev")
        #expect(path.dependency == ".package(name: \"bourse\", path: \"/opt/bourse dev\")")
        #expect(path.name == "bourse")
        let url = try BoursePackage("https://code.example/team/Exchange.git")
        #expect(
            url.dependency == ".package(url: \"https://code.example/team/Exchange.git\", from: \"\(Bourse.version)\")")
        #expect(url.name == "exchange")
        #expect(throws: ExitReason.self) { try BoursePackage("a\"b") }
        #expect(throws: ExitReason.self) { try BoursePackage("") }
    }

    @Test(
        "A name that cannot be a part of names in Swift is refused",
        arguments: ["", "A", "acorn", "7Seas", "New-Venue", "New Venue", "../Acorn", "Ácorn", "A/B", "All", "Control"])
    func badName(_ text: String) {
        let reason = #expect(throws: ExitReason.self) { try AdapterName(text) }
        #expect(reason?.code == .usage)
    }

    @Test("A venue that is there already is refused", arguments: ["Luno", "KuCoin", "Valr"])
    func knownName(_ text: String) {
        #expect(throws: ExitReason.self) { try AdapterName(text) }
    }

    @Test("It is written once: a second time nothing is touched")
    func writing() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let folder = try Self.folder()
        let root = URL(filePath: try folder.write(in: place.path()))
        #expect(root.lastPathComponent == "Pebble")
        for file in folder.files {
            #expect(try String(contentsOf: root.appending(path: file.path), encoding: .utf8) == file.text)
        }
        let mine = root.appending(path: "Sources/PebbleAdapter/Signer.swift")
        try Data("mine".utf8).write(to: mine)
        let reason = #expect(throws: ExitReason.self) { try folder.write(in: place.path()) }
        #expect(reason?.code == .cannotCreate)
        #expect(try String(contentsOf: mine, encoding: .utf8) == "mine")
        #expect(throws: ExitReason.self) { try folder.write(in: place.appending(path: "missing").path()) }
    }

    private static func folder() throws -> AdapterFolder {
        AdapterFolder(name: try AdapterName("Pebble"), bourse: try BoursePackage(Self.address))
    }

    private static func text(_ path: String) throws -> String {
        try #require(try folder().files.first { $0.path == path }).text
    }
}
