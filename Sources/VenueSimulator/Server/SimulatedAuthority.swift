import Crypto
public import NIOSSL
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is wrong with a certificate that a careful client must refuse.
public enum CertificateFlaw: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is for `example.invalid`, not for the server's address.
    case wrongHostName
    /// Its validity ended a day ago.
    case expired
    /// It was signed by another authority than the one in `ca.pem`.
    case untrustedAuthority
}

/// A certificate authority that lives as long as this value: its key is never written anywhere.
public struct SimulatedAuthority: Sendable {
    private let key: P256.Signing.PrivateKey
    private let certificate: Certificate

    /// Makes an authority that is valid from 40 days before `now` for ten years.
    ///
    /// - Throws: ``SimulatorError/certificate(reason:)``.
    public init(now: SimulatedInstant) throws(SimulatorError) {
        let key = P256.Signing.PrivateKey()
        self.key = key
        certificate = try Self.typed { try Self.selfSigned(key, now: now) }
    }

    /// The authority's certificate in PEM: what a client has to trust.
    public func certificatePEM() throws(SimulatorError) -> String {
        try Self.typed { try certificate.serializeAsPEM().pemString }
    }

    /// A server certificate with its key, for `127.0.0.1` and `localhost`, good unless a flaw is named.
    public func serverConfiguration(
        now: SimulatedInstant,
        flaw: CertificateFlaw? = nil
    ) throws(SimulatorError) -> TLSConfiguration {
        let issuer = flaw == .untrustedAuthority ? try SimulatedAuthority(now: now) : self
        return try Self.typed { try issuer.leaf(now: now, flaw: flaw) }
    }

    private func leaf(now: SimulatedInstant, flaw: CertificateFlaw?) throws -> TLSConfiguration {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let names: [GeneralName] =
            flaw == .wrongHostName
            ? [.dnsName("example.invalid")]
            : [.dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))]
        let leaf = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Self.date(now, plusDays: flaw == .expired ? -30 : -1),
            notValidAfter: Self.date(now, plusDays: flaw == .expired ? -1 : 397),
            issuer: certificate.subject,
            subject: DistinguishedName { CommonName("Bourse simulated venue") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names)
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier
                )
            },
            issuerPrivateKey: Certificate.PrivateKey(self.key)
        )
        let pem = Array(try leaf.serializeAsPEM().pemString.utf8)
        let keyPEM = Array(key.pemRepresentation.utf8)
        return TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: pem, format: .pem))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: keyPEM, format: .pem))
        )
    }

    private static func selfSigned(_ key: P256.Signing.PrivateKey, now: SimulatedInstant) throws -> Certificate {
        let publicKey = Certificate.PublicKey(key.publicKey)
        let name = try DistinguishedName { CommonName("Bourse simulator authority") }
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: date(now, plusDays: -40),
            notValidAfter: date(now, plusDays: 3650),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    private static func date(_ now: SimulatedInstant, plusDays days: Int64) -> Date {
        Date(timeIntervalSince1970: TimeInterval(now.seconds + days * 86_400))
    }

    private static func typed<Value>(_ body: () throws -> Value) throws(SimulatorError) -> Value {
        do { return try body() } catch { throw .certificate(reason: "\(error)") }
    }
}
