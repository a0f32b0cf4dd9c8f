import ArgumentParser
import Foundation

struct NewAdapterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-adapter", abstract: "Writes the folder of a new adapter.",
        discussion: """
            A Swift package that compiles as it is: the adapter, a command line with it, and tests. It offers nothing yet; \
            for Acorn, 'swift run acorn-bourse conformance acorn --offline' in it is the list of what is left. \
            docs/adding-an-exchange.md goes on from there. What exists is never touched.
            """)

    @Argument(help: "The venue's name as a Swift type, for example Acorn; in lower case it is the venue's id.")
    var name: String
    @Option(help: "The folder in which the new folder is made.") var directory = "."
    @Option(help: "Where the package finds Bourse: a path, or a URL.") var bourse: String

    func run() async throws {
        do throws(ExitReason) {
            let folder = AdapterFolder(name: try AdapterName(name), bourse: try BoursePackage(bourse))
            let path = try folder.write(in: directory)
            for file in folder.files { Output.line(path + file.path) }
            // Not among the paths, which others may read.
            let next = "next, in \(path): 'swift build' (all of Bourse, once), and meanwhile API.md; then README.md\n"
            FileHandle.standardError.write(Data(next.utf8))
        } catch {
            error.leave(asJSON: false)
        }
    }
}
