// What ThreadSanitizer must know before its verdicts count. Without an argument no race is in here, and whoever reports
// one does not know `Mutex` for a lock; with `race` there is one, and whoever is silent sees nothing.
import Dispatch
import Synchronization

final class Box: Sendable {
    let numbers = Mutex([Int]())
    nonisolated(unsafe) var unguarded = 0  // reason: the race that must be noticed
}

let box = Box()
let isRacing = CommandLine.arguments.contains("race")
let group = DispatchGroup()
for _ in 0..<4 {
    DispatchQueue.global().async(group: group) {
        for number in 0..<20_000 {
            box.numbers.withLock { numbers in
                numbers.append(number)
                if numbers.count > 100 { numbers.removeAll() }
            }
            if isRacing { box.unguarded += 1 }
        }
    }
}
group.wait()
