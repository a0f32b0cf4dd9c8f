import AcornAdapter
import BourseCommand
import SimulatedAcorn

@main
struct Main {
    static func main() async { await Bourse.start(adding: [VenueModule(AcornAdapter(), face: AcornFace.self)]) }
}
