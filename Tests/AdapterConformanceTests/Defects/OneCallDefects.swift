import AdapterConformance
import AdapterProtocol

/// Calls that are wrong where only one operation, or only who has a key, makes them: were all of them, not even the
/// markets could be read.
enum OneCallDefects {
    static let all: [Defect] = [
        .call("tickers are asked for with a key", [.ticker]) { $0.with(isSigned: true) },
        .call("the path of trades has no slash", [.recentTrades]) { $0.with(path: String($0.path.dropFirst())) },
        .call("tickers are asked for where no document says", [.ticker]) { $0.with(path: $0.path + "/unheard/of") },
        .call("an order's id goes into the path as it is", [.order, .cancel, .fills]) { call in
            let ids = call.parameters.filter { $0.name.lowercased().contains("id") }.map(\.value)
            return call.with(path: ([call.path] + ids).joined(separator: "/"))
        },
        .call("an order's id is taken apart at signs", [.order, .cancel, .fills]) { call in
            call.with(
                parameters: call.parameters.flatMap { parameter in
                    parameter.value.split(omittingEmptySubsequences: false) { "?.\\".contains($0) }
                        .map { VenueCall.Parameter(parameter.name, String($0)) }
                })
        },
        .sealed("a signed request has a header of two lines") { request, call, _ in
            guard call.isSigned else { return request }
            return request.with(headers: request.headers + [WireHeader("X-Note", "one\ntwo")])
        },
        .sealed("the secret in signed targets") { request, call, credentials in
            guard call.isSigned else { return request }
            return request.with(target: request.target + "&note=" + SignerDefects.text(credentials, .apiSecret))
        },
    ]
}
