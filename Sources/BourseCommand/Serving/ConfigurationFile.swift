import Foundation
import Host

/// Reads `adapters.yaml`, or ends with 78.
enum ConfigurationFile {
    static func read(_ path: String) throws -> HostConfiguration {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ExitReason(.configuration, "\(path): cannot be read; name a file with --config")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ExitReason(.configuration, "\(path): not UTF-8 text")
        }
        do throws(ConfigurationError) {
            return try HostConfiguration.read(
                text, file: path, profiles: VenueRegistry.current.profiles,
                environment: ProcessInfo.processInfo.environment)
        } catch {
            throw ExitReason(.configuration, error.description)
        }
    }
}
