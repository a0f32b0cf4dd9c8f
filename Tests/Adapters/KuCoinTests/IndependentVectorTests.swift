import AdapterTesting
import KuCoinAdapter
import Testing
import VenueSamples

/// Random requests as independent clients sign them: ccxt, kucoin-universal-sdk and hmac (kucoin.md B.2).
@Suite("Signing agrees with independent clients")
struct IndependentVectorTests {
    @Test("Every vector: target, headers and body to the byte")
    func vectors() throws {
        let vectors = try IndependentVector.all(of: "kucoin")
        #expect(vectors.count >= 150)
        for signer in ["ccxt", "kucoin-universal-sdk", "Python hmac"] {
            #expect(vectors.count { $0.signer.hasPrefix(signer) } >= 30, "\(signer)")
        }
        for vector in vectors {
            let request = try vector.sealed(by: KuCoinAdapter())
            #expect(IndependentVector.lines(of: request) == vector.expected, "\(vector)")
        }
    }
}
