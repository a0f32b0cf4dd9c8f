import AdapterProtocol

extension BinanceAccountSession {
    /// The fill first, then the order (K9). What the event does not tell is to be read.
    func take(_ report: ExecutionReport, _ output: inout Output) {
        guard let symbol = catalog[native: report.name]?.symbol else {
            output.tell(.read(.order(.venue(report.orderID), nil)))
            if report.isTrade { output.tell(.read(.fills(nil))) }
            return
        }
        if report.isTrade {
            let fill = report.fill(of: symbol)
            if let fill { output.tell(.fill(fill)) }
            if fill?.fees == nil { output.tell(.read(.fills(symbol))) }
        }
        if let order = report.order(of: symbol) {
            output.tell(.order(order))
        } else {
            output.tell(.read(.order(.venue(report.orderID), symbol)))
        }
    }
}
