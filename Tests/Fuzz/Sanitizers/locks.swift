// What ThreadSanitizer must know before its verdicts count. Without an argument no race is in here, and whoever reports
// one does not know `Mutex` for a lock; with `race` there is one, and whoever is silent sees nothing.
import Foundation
import Synchronization

final class Box: Sendable {
    let here = Mutex(0)
    let numbers = Mutex([Int]())
    nonisolated(unsafe) var unguarded = 0  // reason: the race that must be noticed
}

let box = Box()
let isRacing = CommandLine.arguments.contains("race")
let threads = 4
let done = DispatchSemaphore(value: 0)
for _ in 0..<threads {
    Thread.detachNewThread {
        // All at once: one after the other would be no race, whatever they do.
        box.here.withLock { $0 += 1 }
        while box.here.withLock({ $0 }) < threads {}
        for number in 0..<20_000 {
            if isRacing { box.unguarded += 1 }
            box.numbers.withLock { numbers in
                numbers.append(number)
                if numbers.count > 100 { numbers.removeAll() }
            }
        }
        done.signal()
    }
}
for _ in 0..<threads { done.wait() }
