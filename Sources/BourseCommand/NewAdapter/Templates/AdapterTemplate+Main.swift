extension AdapterTemplate {
    /// The command line.
    static let main = AdapterTemplate(
        "Sources/«id»-bourse/Main.swift",
        #"""
        import «Name»Adapter
        import BourseCommand

        @main struct Main {
            static func main() async { await Bourse.start(adding: [VenueModule(«Name»Adapter())]) }
        }
        """#)
}
