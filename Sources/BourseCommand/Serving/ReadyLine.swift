import AdapterKit

/// What `bourse serve --json` says once it listens.
struct ReadyLine {
    let url: String
    /// Only in the first start.
    let token: String?

    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.flag("ready", true)
            writer.member("url", url)
            writer.member("token", token)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
