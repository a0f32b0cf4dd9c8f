import VenueSimulator

extension KuCoin {
    /// What kucoin.md leaves open (Annex 2 and its `[?]` marks) or a test wants to provoke; ``declared`` lists all.
    struct Switches: Sendable {
        private var settings: FaceSettings

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = try FaceSettings(Self.declared, chosen: chosen)
        }

        /// The switches as they hold for one request.
        func overridden(by chosen: [String: String]) -> Switches {
            var copy = self
            copy.settings = settings.overridden(by: chosen)
            return copy
        }

        /// Whether the choice `name` stands at `setting`.
        func has(_ name: Name, _ setting: String) -> Bool { settings.has(name.rawValue, setting) }
        /// The setting of a choice.
        func text(_ name: Name) -> String { settings.text(name.rawValue) }
        /// The setting of a number.
        func number(_ name: Name) -> Int { settings.number(name.rawValue) }

        var parameterStatus: Int { number(.parameterStatus) }
        /// How long reads miss the effect of this request.
        var visibilityLag: Int64 { settings.visibilityLag }
        /// How long a new order stays invisible: its own delay or the read lag, whichever is longer.
        var placementLag: Int64 { max(visibilityLag, Int64(number(.placementDelayMilliseconds))) }
    }
}

extension KuCoin.Switches {
    /// The switches by name.
    enum Name: String, CaseIterable {
        case accountMode, unifiedClassicOrders, utaRefusal
        case marketFunds, emptyActive, unknownSymbolOnReads, unknownSymbolOnPlace, testChecksBalance
        case stopOrderID, stopHoldsFunds, firstCheck, candleEnd, retention, deadCancelStops, historyWindow
        case parameterStatus, incrementCode, duplicateCode, unknownOrderCode, addressText, syncTimes
        case priceProtection, failedFillOrKill, alterSize, cancelBeforeVisible, keyVersion
        case tokenContentType
        case orderTimeout, timeoutBody, systemOverload, cdnLimit, venueStatus, background, tradeHF
        case placementDelayMilliseconds, cancelDelayMilliseconds, vipLevel
        case spotBudget, managementBudget, publicBudget
        case streamScheme, mergedRows, orderTimeUnit, tickerTimeKey, firstSubscribe, marketStopsOnStream
        case streamSessions, streamConnectionsPerMinute, streamTopics, streamMessages
        case welcomeDelayMilliseconds, streamSilenceSeconds, streamLifeSeconds, tokenLifeSeconds
    }
}
