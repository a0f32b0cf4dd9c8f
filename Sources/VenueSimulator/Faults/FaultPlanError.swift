/// Why a fault plan was refused. A plan that is partly wrong is not used at all.
public enum FaultPlanError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `path` says where, such as `faults[2].action.kind`; `reason` what was expected there.
    case invalid(path: String, reason: String)

    /// One sentence for the author of the plan.
    public var description: String {
        switch self {
        case .invalid(let path, let reason): path.isEmpty ? reason : "\(path): \(reason)"
        }
    }
}
