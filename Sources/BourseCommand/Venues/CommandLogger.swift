import Foundation
import Logging

/// Logs to standard error, at the level of `BOURSE_LOG_LEVEL`.
enum CommandLogger {
    static func make(default level: Logger.Level = .warning) -> Logger {
        var logger = Logger(label: "bourse") { StreamLogHandler.standardError(label: $0) }
        let wish = ProcessInfo.processInfo.environment["BOURSE_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:))
        logger.logLevel = wish ?? level
        return logger
    }
}
