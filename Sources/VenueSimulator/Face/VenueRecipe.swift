/// How ``Simulator`` makes one venue: the kind of face and what it is configured with.
public struct VenueRecipe: Sendable {
    /// The face's type; `reset` makes a fresh one from it.
    public let face: any VenueFace.Type
    /// What the face is made from.
    public let configuration: FaceConfiguration
    /// A state to start from instead of an empty venue.
    public let snapshot: [UInt8]?

    /// Describes a venue to simulate.
    public init(face: any VenueFace.Type, configuration: FaceConfiguration, snapshot: [UInt8]? = nil) {
        self.face = face
        self.configuration = configuration
        self.snapshot = snapshot
    }

    /// The venue's id.
    public var venueID: String { face.venueID }

    /// Makes the face at `now`.
    func makeFace(at now: SimulatedInstant) throws(FaceError) -> any VenueFace {
        var made = try face.init(configuration: configuration, at: now)
        if let snapshot { try made.restore(from: snapshot) }
        return made
    }
}
