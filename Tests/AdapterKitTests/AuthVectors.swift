import AdapterKit
import AdapterProtocol

/// The signatures that binance.md B.5 publishes, all with public test keys.
struct AuthVectors {
    struct Vector {
        var name = ""
        var message: [UInt8] = []
        var signature = ""
    }

    var hmacKey = Secret("")
    var hmac: [Vector] = []
    var ed25519Key = ""
    var ed25519: [Vector] = []

    static func load() throws(JSONError) -> AuthVectors {
        try JSONReader.read(Fixtures.bytes(Fixtures.authVectors)) { reader throws(JSONError) in
            var vectors = AuthVectors()
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "hmac": try vectors.readHMAC(&reader)
                case "ed25519": try vectors.readEd25519(&reader)
                default: try reader.skip()
                }
            }
            return vectors
        }
    }

    private mutating func readHMAC(_ reader: inout JSONReader) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "secretKey": hmacKey = Secret(try reader.string())
            case "official", "rest", "restTimestampFirst", "wsApi": hmac += try reader.list(Self.vector)
            default: try reader.skip()
            }
        }
    }

    private mutating func readEd25519(_ reader: inout JSONReader) throws(JSONError) {
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "pkcs8DerBase64": ed25519Key = try reader.string()
            case "rest", "wsApi": ed25519 += try reader.list(Self.vector)
            default: try reader.skip()
            }
        }
    }

    private static func vector(_ reader: inout JSONReader) throws(JSONError) -> Vector {
        var vector = Vector()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "name": vector.name = try reader.string()
            case "signingString", "payload": vector.message = Array(try reader.string().utf8)
            case "signature", "signatureBase64": vector.signature = try reader.string()
            default: try reader.skip()
            }
        }
        return vector
    }
}
