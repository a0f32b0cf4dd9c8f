import Synchronization

/// The plan in force, shared by all venues of a simulation and changed through the control port.
final class FaultBoard: Sendable {
    private let plan: Mutex<FaultPlan>

    init(_ plan: FaultPlan) {
        self.plan = Mutex(plan)
    }

    var current: FaultPlan { plan.withLock { $0 } }

    func replace(by new: FaultPlan) {
        plan.withLock { $0 = new }
    }

    func restart() {
        plan.withLock { $0.restart() }
    }

    func course(venue: String, operation: String?) -> FaultCourse {
        FaultCourse(plan.withLock { $0.decide(venue: venue, operation: operation) })
    }

    func openingCourse(venue: String, operation: String) -> FaultCourse {
        FaultCourse(plan.withLock { $0.decide(venue: venue, operation: operation, on: .opening) })
    }

    func messageCourse(venue: String, operation: String) -> MessageCourse {
        plan.withLock { plan in
            guard !plan.faults.isEmpty else { return MessageCourse() }
            return MessageCourse(plan.decide(venue: venue, operation: operation, on: .message), seed: plan.seed)
        }
    }
}
