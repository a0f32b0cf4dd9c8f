import StreamRecording

extension ExitReason {
    init(_ error: RecordingError) {
        switch error {
        case .file: self.init(.cannotCreate, error.description)
        case .notARecording, .newer, .damaged, .otherVenue: self.init(.configuration, error.description)
        }
    }
}
