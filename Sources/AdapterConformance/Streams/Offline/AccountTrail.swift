import AdapterProtocol

/// An account's scenario played as it stands, with the session before and after each step.
struct AccountTrail: Sendable {
    let scenario: StreamScenario
    let steps: [StreamStep]
    /// The session before each step, and at the end.
    let states: [ScenarioAccount]

    init(_ scenario: StreamScenario, _ adapter: any VenueAdapter) {
        self.scenario = scenario
        steps = scenario.steps ?? []
        var account = ScenarioAccount(scenario, adapter)
        var states = [account]
        for step in steps {
            account.play(step)
            states.append(account)
        }
        self.states = states
    }

    /// The session before a step.
    func before(_ position: Int) -> ScenarioAccount { states[position] }

    /// The session after a step.
    func after(_ position: Int) -> ScenarioAccount { states[position + 1] }

    /// Positions of frames in these roles.
    func positions(of roles: StreamStep.Role...) -> [Int] {
        steps.indices.filter { steps[$0].frame != nil && steps[$0].role.map(roles.contains) ?? false }
    }

    /// Holds that nothing is told that cannot be, and no fill but those of the step as it was sent.
    func holdHonest(
        _ account: ScenarioAccount, at position: Int, _ place: @autoclosure () -> String
    ) throws(CaseStop) {
        if let problem = account.line.problem { throw .broken("\(scenario.id), \(place()): \(problem)") }
        let sent = after(position).fills
        for fill in account.fills {
            let isSent = sent.contains { $0.price == fill.price && $0.quantity == fill.quantity }
            if !isSent {
                throw .broken(
                    "\(scenario.id), \(place()): a fill of \(fill.quantity) at \(fill.price) that nobody sent")
            }
        }
    }
}
