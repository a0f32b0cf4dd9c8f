import AdapterConformance
import AdapterProtocol

/// An adapter that reads fills wrongly, or loses some.
enum FillDefects {
    static let all: [Defect] = [
        .output("no fills", .fills) { (_: [Fill]) in [] },
        .output("the first fill is lost", .fills) { (fills: [Fill]) in Array(fills.dropFirst()) },
        .fills("every fill made liquidity") { $0.with(liquidity: .maker) },
    ]
}
