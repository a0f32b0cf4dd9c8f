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

    /// Reads one side of a change into rows, as they stand; a quantity may be zero.
    ///
    /// Further elements of a level are skipped. What a price or quantity may be is the book's affair.
    public mutating func levelChanges(_ side: Side, into rows: inout [BookRow]) throws(JSONError) {
        guard try openArray() else { return }
        repeat {
            let (price, quantity) = try level()
            rows.append(BookRow(side, price, quantity))
        } while try hasElement()
    }

    @inline(__always)
    private mutating func bookLevel() throws(JSONError) -> BookLevel {
        let (price, quantity) = try level()
        guard price.isPositive, quantity.isPositive else { throw unexpected("a level above zero") }
        return BookLevel(price: price, quantity: quantity)
    }

    @inline(__always)
    private mutating func level() throws(JSONError) -> (ExactDecimal, ExactDecimal) {
        if let plain = plainLevel() { return plain }
        return try otherLevel()
    }

    @inline(never)
    private mutating func otherLevel() throws(JSONError) -> (ExactDecimal, ExactDecimal) {
        try expect(0x5B)
        let price = try decimal()
        try expect(0x2C)
        let quantity = try decimal()
        while try separator(closing: 0x5D) { try skip() }
        return (price, quantity)
    }
}
