// An approval cannot come out of a file or a request.
// expect-error: local function 'decode' requires that 'Approval' conform to

import Trading

func forge(from decoder: any Decoder) throws {
    func decode<Value: Decodable>(_ type: Value.Type) throws { _ = try type.init(from: decoder) }
    try decode(Approval.self)
}
