import Foundation

/// Five simulated venues on loopback, their adapters connected to them, everything read that there is to read, orders, and
/// a misfortune every few seconds; at the end every book must be the engine's, and everything must have been told once.
@main
enum Soak {
    /// Lines are seen as they are said, also in a file.
    static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    static func main() async {
        let options: Options
        do {
            options = try Options(Array(CommandLine.arguments.dropFirst()))
        } catch {
            say(error.text)
            exit(64)
        }
        do {
            let opening = try await SoakRun(options: options, course: .opening).run()
            let before = try await RemainderCheck.leastHeap()
            var report = try await SoakRun(options: options, course: .whole).run()
            let remainder = RemainderCheck(before: before, after: try await RemainderCheck.leastHeap())
            report.remainder = remainder
            report.failures += opening.failures + remainder.failures()
            say(report.text)
            exit(report.failures.isEmpty ? 0 : 1)
        } catch {
            say("soak: \(error)")
            exit(1)
        }
    }
}
