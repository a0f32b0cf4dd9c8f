// A program without a race: whoever reports one does not know `Mutex` for a lock.
import Dispatch
import Synchronization

final class Box: Sendable {
    let numbers = Mutex([Int]())
}

let box = Box()
let group = DispatchGroup()
for _ in 0..<4 {
    DispatchQueue.global().async(group: group) {
        for number in 0..<20_000 {
            box.numbers.withLock { numbers in
                numbers.append(number)
                if numbers.count > 100 { numbers.removeAll() }
            }
        }
    }
}
group.wait()
