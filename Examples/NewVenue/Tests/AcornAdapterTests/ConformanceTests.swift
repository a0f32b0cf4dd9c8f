import AcornAdapter
import AdapterConformance
import AdapterConformanceTesting
import AdapterRuntime
import BourseCommand
import SimulatedAcorn
import Testing

@Test("Every promise holds, and every claimed capability is proven")
func conforms() async throws {
    let endpoint = try ConformanceEndpoint.simulated(AcornAdapter(), face: AcornFace.self)
    try await expectConformance(
        of: ConformanceSubject(adapter: AcornAdapter(), endpoint: endpoint), random: SeededRandomSource(seed: 1))
}
