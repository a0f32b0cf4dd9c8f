import AdapterTesting
import Testing
import VALRAdapter
import VenueSamples

/// Random requests as independent clients sign them: valr-python and hmac (valr.md B.1).
@Suite("Signing agrees with independent clients")
struct IndependentVectorTests {
    @Test("Every vector: target, headers and body to the byte")
    func vectors() throws {
        let vectors = try IndependentVector.all(of: "valr")
        #expect(vectors.count >= 150)
        for signer in ["valr-python", "Python hmac"] {
            #expect(vectors.count { $0.signer.hasPrefix(signer) } >= 30, "\(signer)")
        }
        for vector in vectors {
            let request = try vector.sealed(by: VALRAdapter())
            #expect(IndependentVector.lines(of: request) == vector.expected, "\(vector)")
        }
    }
}
