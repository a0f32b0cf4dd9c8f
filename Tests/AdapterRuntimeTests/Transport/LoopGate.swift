import Foundation
import NIOCore

/// Holds an event loop's thread until the test has arranged the world: nothing the network does is noticed meanwhile.
final class LoopGate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    /// Returns once the loop is held.
    init(holding loop: any EventLoop) async {
        await withCheckedContinuation { held in
            loop.execute { [semaphore] in
                held.resume()
                semaphore.wait()
            }
        }
    }

    /// Lets the loop go on.
    func open() { semaphore.signal() }
}
