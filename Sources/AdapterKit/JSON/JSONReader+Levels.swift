public import AdapterProtocol

extension JSONReader {
    /// Reads one side of a book, `[["price","quantity", …], …]`, in one tight loop: the hot path of every snapshot.
    ///
    /// Further elements of a level are skipped. Price and quantity must be above zero.
    public mutating func bookLevels() throws(JSONError) -> [BookLevel] {
        guard try peek() == 0x5B else { throw unexpected("a list of levels") }
        index += 1
        try descend()
        defer { depth -= 1 }
        var levels: [BookLevel] = []
        // A level is at least ["1","1"], so the rest of the bytes bounds the count; most are about 32 bytes.
        levels.reserveCapacity(min((bytes.count - index) / 32, 8192))
        if try peek() == 0x5D {
            index += 1
            return levels
        }
        repeat { levels.append(try bookLevel()) } while try separator(closing: 0x5D)
        return levels
    }

    private mutating func bookLevel() throws(JSONError) -> BookLevel {
        try expect(0x5B)
        let price = try decimal()
        try expect(0x2C)
        let quantity = try decimal()
        while try separator(closing: 0x5D) { try skip() }
        guard price.isPositive, quantity.isPositive else { throw unexpected("a level above zero") }
        return BookLevel(price: price, quantity: quantity)
    }
}
