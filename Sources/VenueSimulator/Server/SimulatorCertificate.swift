import NIOSSL

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The certificate of one run, and the file that lets clients trust it.
struct SimulatorCertificate: Sendable {
    let tlsConfiguration: TLSConfiguration
    let authorityPath: String

    /// Makes authority and certificate and writes `ca.pem`; keys stay in memory.
    init(tls: SimulatorTLS, now: SimulatedInstant) throws(SimulatorError) {
        let authority = try SimulatedAuthority(now: now)
        tlsConfiguration = try authority.serverConfiguration(now: now, flaw: tls.flaw)
        let directory = URL(fileURLWithPath: tls.directory)
        let file = directory.appendingPathComponent("ca.pem")
        authorityPath = file.path
        let pem = try authority.certificatePEM()
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try Data(pem.utf8).write(to: file, options: .atomic)
        } catch {
            throw .authorityFile(path: file.path, reason: "\(error)")
        }
    }
}
