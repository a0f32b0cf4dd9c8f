import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// The parameters of one call: of the query for GET and DELETE, of the JSON body for POST (kucoin.md B.2).
    ///
    /// Types are strict: an amount must be a string, a count a number, a flag a boolean in JSON (E.3).
    struct Fields {
        private enum Source {
            case query(Query)
            case json(FaceJSON)
        }
        private let source: Source
        private let status: Int

        init(_ request: FaceRequest, status: Int) throws(Refusal) {
            self.status = status
            if request.method == "POST" {
                if request.body.isEmpty {
                    source = .json([:])
                } else {
                    guard let json = FaceJSON(reading: request.body), case .members = json else {
                        throw .parameter("Bad Request", status: status)
                    }
                    source = .json(json)
                }
            } else {
                guard let query = Query(request.query) else { throw .parameter("Bad Request", status: status) }
                source = .query(query)
            }
        }

        /// The parameters of one element of a batch.
        init(_ json: FaceJSON, status: Int) {
            source = .json(json)
            self.status = status
        }

        /// An error about one parameter.
        func invalid(_ name: String) -> Refusal { .parameter("The parameter \(name) is invalid.", status: status) }

        private func value(_ name: String) -> FaceJSON? {
            switch source {
            case .query(let query): query[name].map(FaceJSON.text)
            case .json(let json): json[name] == .null ? nil : json[name]
            }
        }

        func text(_ name: String) throws(Refusal) -> String? {
            guard let value = value(name) else { return nil }
            guard let text = value.string, text.utf8.count <= 1_000 else { throw invalid(name) }
            return text.isEmpty ? nil : text
        }

        func required(_ name: String) throws(Refusal) -> String {
            guard let text = try text(name) else { throw invalid(name) }
            return text
        }

        /// Plain decimal text without sign or exponent (C.3 rule 5), at most 30 digits.
        func decimal(_ name: String) throws(Refusal) -> ExactDecimal? {
            guard let text = try text(name) else { return nil }
            guard text.utf8.count <= 31, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
                let value = ExactDecimal(text)
            else { throw invalid(name) }
            return value
        }

        func integer(_ name: String) throws(Refusal) -> Int64? {
            guard let value = value(name) else { return nil }
            let digits: String? =
                switch (source, value) {
                case (.query, .text(let text)): text
                case (.json, .number(let text)): text
                default: nil
                }
            guard let number = digits.flatMap({ Int64($0) }), number.magnitude < 1 << 60 else { throw invalid(name) }
            return number
        }

        /// An integer within bounds, or the initial value.
        func count(_ name: String, in range: ClosedRange<Int64>, initial: Int64) throws(Refusal) -> Int {
            let number = try integer(name) ?? initial
            guard range.contains(number) else { throw invalid(name) }
            return Int(number)
        }

        func flag(_ name: String) throws(Refusal) -> Bool {
            guard let value = value(name) else { return false }
            guard let flag = value.bool else { throw invalid(name) }
            return flag
        }

        func list(_ name: String) -> [FaceJSON]? { value(name)?.elements }

        /// One word of an enumeration.
        func choice<Choice: RawRepresentable<String>>(_ name: String) throws(Refusal) -> Choice? {
            guard let text = try text(name) else { return nil }
            guard let choice = Choice(rawValue: text) else { throw invalid(name) }
            return choice
        }

        /// A client id: at most 40 characters of `[0-9A-Za-z_-]` (E.3).
        func clientID(_ name: String) throws(Refusal) -> String? {
            guard let text = try text(name) else { return nil }
            guard ClientID.isLegal(text) else { throw invalid(name) }
            return text
        }
    }

    /// The grammar of client ids.
    enum ClientID {
        static func isLegal(_ text: String) -> Bool {
            text.utf8.count <= 40
                && text.utf8.allSatisfy {
                    switch $0 {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
                    default: false
                    }
                }
        }
    }
}
