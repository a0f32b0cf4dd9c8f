import AdapterProtocol
import BigInt

/// What is never right, whatever was done to the answer.
enum Oracle {
    /// The offences of one run, as text; empty is what is wanted.
    static func offences(_ seed: Seed, _ damage: Damage, _ ending: Ending) -> [String] {
        if ending.taken == .endless { return ["the flow does not end"] }
        // The flow ended before the damaged answer was asked for: nothing to judge.
        guard ending.calls > seed.position else { return [] }
        if ending.taken == .notSent {
            // Right while only reads were made: what they say may forbid the write.
            return ending.hasWritten ? ["an answer is said to be a request that never left"] : []
        }
        let document = Document(damage.body)
        switch ending.taken {
        case .read: return taken(seed, damage, document, ending)
        case .denied: return denied(seed, damage, document, ending)
        case .absent: return absent(damage, document)
        default: return []
        }
    }

    private static func taken(
        _ seed: Seed, _ damage: Damage, _ document: Document?, _ ending: Ending
    ) -> [String] {
        let isNeeded = !seed.isOptional && !seed.mayDoWithout
        let isError = !(200..<300).contains(damage.status)
        if isNeeded, isError, !seed.readsErrors(damage) {
            return ["a value is read from an answer of status \(damage.status)"]
        }
        if isNeeded, !isError, document == nil { return ["a value is read from what is no JSON"] }
        var tokens: Set<Number> = []
        var texts: Set<String> = []
        document?.scalars { text in
            texts.insert(text)
            if let number = Number(text: text) { tokens.insert(number) }
        }
        var offences: [String] = []
        if isNeeded, seed.operation.name.hasPrefix("place("), ending.ids.contains(where: { !texts.contains($0) }) {
            offences.append("an order id is reported that the answer does not hold")
        }
        for stated in ending.numbers where !seed.isSummed(ending) {
            let number = Number(stated.value)
            if tokens.contains(number) || seed.known.contains(number) { continue }
            if stated.isDerived, isDerivable(number, from: tokens.union(seed.known)) { continue }
            offences.append("\(stated.field) is \(stated.value), which no answer says")
            if offences.count > 3 { break }
        }
        if offences.isEmpty, isNeeded, !isError, seed.position == 0, let document {
            offences += FieldOracle.offences(seed, document, ending)
        }
        return offences
    }

    private static func absent(_ damage: Damage, _ document: Document?) -> [String] {
        if damage.status >= 500 { return ["an order is said to be absent by a server's failure"] }
        return document == nil && damage.status < 300 ? ["an order is said to be absent by what is no JSON"] : []
    }

    private static func denied(
        _ seed: Seed, _ damage: Damage, _ document: Document?, _ ending: Ending
    ) -> [String] {
        guard let error = ending.error else { return ["a refusal without a reason"] }
        guard ending.isWrite else {
            // The damaged answer was to a look beforehand. Another, whole answer refused the write, or what the look shows
            // forbids it: that is read, not refused.
            return !ending.hasWritten && (document == nil || damage.status >= 500)
                ? ["a write is given up by an answer that cannot be read (\(error))"] : []
        }
        if damage.status >= 500 { return ["a refusal is read from a server's failure (\(error))"] }
        if let code = error.evidence?.code {
            if document == nil { return ["a refusal with a code is read from what is no JSON (\(error))"] }
            // As a text of its own, or within one; Kraken writes blanks around colons now and then.
            var isHeld = false
            document?.scalars { if $0.filter({ $0 != " " }).contains(code.filter { $0 != " " }) { isHeld = true } }
            if !isHeld { return ["a refusal has the code \(code), which the answer does not hold"] }
            return []
        }
        if (200..<300).contains(damage.status), !saysThatNothingWasLive(document) {
            return ["a refusal is read from a success without a code (\(error))"]
        }
        return []
    }

    /// Luno's `"success":false`, Kraken's `"count":0`, KuCoin's empty list of cancelled ids: refusals without a code.
    private static func saysThatNothingWasLive(_ document: Document?) -> Bool {
        if case .flag(false)? = document?["success"] { return true }
        if document?["result"]?["count"]?.value == Number(.zero) { return true }
        if case .list(let ids)? = document?["data"]?["cancelledOrderIds"] { return ids.isEmpty }
        return false
    }

    /// Whether a number is the sum, the difference or the product of two, or one of them with its point moved, or one step
    /// of so many decimals.
    private static func isDerivable(_ number: Number, from tokens: Set<Number>) -> Bool {
        if number.digits == 0 || number.digits == 1 { return true }
        if tokens.contains(where: { $0.digits == number.digits }) { return true }
        guard tokens.count <= 4000 else { return true }
        // On one scale that all sensible tokens fit.
        let shift = 40
        guard let wanted = number.whole(shift: shift) else { return false }
        var values: Set<BigInt> = []
        for token in tokens where (-40...40).contains(token.exponent) {
            if let value = token.whole(shift: shift) { values.insert(value) }
        }
        if values.contains(where: { values.contains(wanted - $0) || values.contains(wanted + $0) }) { return true }
        let scaled = wanted * BigInt(10).power(shift)
        return values.contains { value in
            guard value != 0 else { return false }
            let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: value)
            return remainder == 0 && values.contains(quotient)
        }
    }
}

extension Seed {
    /// Whether the flow may end well without this answer, by its own contract: a key's report says what could not be
    /// read, a resolution asks several sources, and the list of what was open before a cancel of all is only for its
    /// report.
    var mayDoWithout: Bool {
        operation.name == "testKey" || operation.name == "resolve"
            || (decoder == "kucoin cancelAll" && position == 0)
    }

    /// Whether errors are values to it: a state of the venue, a report on a key; a cancel of all for which an order that is
    /// gone is done; VALR's order that had to fill at once, was taken and lapsed, which the venue tells as an error with
    /// the order's id (valr.md E.10), and its amendment that changes nothing; a second source for an order that the first
    /// does not know.
    func readsErrors(_ damage: Damage) -> Bool {
        guard (300..<500).contains(damage.status) else { return operation.name == "status" }
        return ["status", "cancelAll"].contains(operation.name)
            || ["kraken fills(order)", "valr fills(order)"].contains(decoder)
            || ["valr place(", "valr order(", "valr amend("].contains { decoder.hasPrefix($0) }
    }

    /// Whether the numbers are sums of more than two, which ``FieldOracle`` makes itself.
    func isSummed(_ ending: Ending) -> Bool {
        (ending.rates != nil && venue.name == "binance") || (ending.balances != nil && venue.name == "kraken")
            || (ending.book != nil && venue.name == "luno")
    }
}
