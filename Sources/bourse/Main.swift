import BourseCommand

@main struct Main {
    static func main() async { await Bourse.start() }
}
