/// Compares what the face answered with what the venue's sample shows.
package struct ShapeComparison {
    /// Decimal places of a field by its last name, where a recorded sample shows them: an official example is
    /// illustrative in its digits (SOURCES.md), a recording is not.
    package let recordedPlaces: [String: Int]
    /// Paths whose decimal places follow the value; the reason is in the table of samples.
    package let waived: Set<String>

    /// A comparison.
    package init(recordedPlaces: [String: Int], waived: Set<String>) {
        self.recordedPlaces = recordedPlaces
        self.waived = waived
    }

    /// Every difference, as `path: what`.
    package func differences(expected: Shape, actual: Shape, path: String = "") -> [String] {
        switch (expected, actual) {
        case (.members(let wanted), .members(let found)): members(wanted, found, path)
        case (.list(let wanted), .list(let found)): list(wanted, found, path)
        case (.decimal, .decimal), (.decimal, .text), (.text, .decimal):
            waived.contains(path) ? [] : decimals(expected, actual, path)
        default: expected == actual ? [] : ["\(path): expected \(expected), got \(actual)"]
        }
    }

    private func decimals(_ expected: Shape, _ actual: Shape, _ path: String) -> [String] {
        if case .decimal = expected, case .decimal(let found) = actual,
            let recorded = recordedPlaces[String(path.split(separator: "/").last ?? "")]
        {
            return found == recorded ? [] : ["\(path): recorded with \(recorded) decimals, got \(found)"]
        }
        return expected == actual ? [] : ["\(path): expected \(expected), got \(actual)"]
    }

    private func members(_ wanted: [String: Shape], _ found: [String: Shape], _ path: String) -> [String] {
        var out: [String] = []
        for name in Set(wanted.keys).union(found.keys).sorted() {
            switch (wanted[name], found[name]) {
            case (let wanted?, let found?):
                out += differences(expected: wanted, actual: found, path: path + "/" + name)
            case (_?, nil): out.append("\(path)/\(name): absent")
            default: out.append("\(path)/\(name): the venue does not send it")
            }
        }
        return out
    }

    /// A tuple (a book level, a candle) is compared by position, any other array by the shapes of its elements.
    private func list(_ wanted: [Shape], _ found: [Shape], _ path: String) -> [String] {
        if wanted.isEmpty || found.isEmpty {
            return wanted.isEmpty == found.isEmpty ? [] : ["\(path): \(wanted.count) elements, got \(found.count)"]
        }
        let isTuple = path.hasSuffix("/*") && wanted.allSatisfy(\.isScalar) && wanted.contains { $0 != .text }
        if isTuple {
            guard wanted.count == found.count else { return ["\(path): \(wanted.count) places, got \(found.count)"] }
            return zip(wanted, found).enumerated().flatMap { index, pair in
                differences(expected: pair.0, actual: pair.1, path: "\(path)/\(index)")
            }
        }
        return unmatched(Set(found), in: Set(wanted), path, isSample: false)
            + unmatched(Set(wanted), in: Set(found), path, isSample: true)
    }

    private func unmatched(_ shapes: Set<Shape>, in others: Set<Shape>, _ path: String, isSample: Bool) -> [String] {
        shapes.flatMap { shape -> [String] in
            let tries = others.map {
                isSample
                    ? differences(expected: shape, actual: $0, path: path + "/*")
                    : differences(expected: $0, actual: shape, path: path + "/*")
            }
            return tries.min { $0.count < $1.count } ?? []
        }
    }
}
