import AdapterTesting
import LunoAdapter
import Testing
import VenueSamples

/// Random requests as independent clients sign them: ccxt, luno-python and base64 (luno.md B.1).
@Suite("Signing agrees with independent clients")
struct IndependentVectorTests {
    @Test("Every vector: target, headers and body to the byte")
    func vectors() throws {
        let vectors = try IndependentVector.all(of: "luno")
        #expect(vectors.count >= 150)
        for signer in ["ccxt", "luno-python", "Python base64"] {
            #expect(vectors.count { $0.signer.hasPrefix(signer) } >= 30, "\(signer)")
        }
        for vector in vectors {
            let request = try vector.sealed(by: LunoAdapter())
            #expect(IndependentVector.lines(of: request) == vector.expected, "\(vector)")
        }
    }
}
