import AdapterTesting
import BinanceAdapter
import Testing
import VenueSamples

/// Random requests as independent clients sign them: ccxt, the official SDK, hmac and cryptography (binance.md B.1).
@Suite("Signing agrees with independent clients")
struct IndependentVectorTests {
    @Test("Every vector: target, headers and body to the byte")
    func vectors() throws {
        let vectors = try IndependentVector.all(of: "binance")
        #expect(vectors.count >= 200)
        for signer in ["ccxt", "binance-sdk-spot", "Python hmac", "Python cryptography"] {
            #expect(vectors.count { $0.signer.hasPrefix(signer) } >= 30, "\(signer)")
        }
        for vector in vectors {
            let request = try vector.sealed(by: BinanceAdapter())
            #expect(IndependentVector.lines(of: request) == vector.expected, "\(vector)")
        }
    }
}
