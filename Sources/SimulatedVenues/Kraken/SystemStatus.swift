import VenueSimulator

// SystemStatus and MaintenanceSchedule (kraken.md D.1).
extension KrakenFace {
    func systemStatus(_ switches: Kraken.Switches) -> FaceJSON {
        let isAnnounced = switches.has("advisories", "announced")
        return [
            "status": .text(switches.text("systemStatus")),
            "timestamp": .text(Kraken.Times.rfc3339(now)),
            "upcoming_maintenance": isAnnounced ? [maintenanceEvent] : [],
            "emergency": isAnnounced ? [incident] : [],
        ]
    }

    func maintenance(_ switches: Kraken.Switches) -> FaceJSON {
        ["events": switches.has("advisories", "announced") ? [maintenanceEvent, laterEvent] : []]
    }

    private func time(_ secondsAhead: Int64) -> FaceJSON { .text(Kraken.Times.rfc3339(now + secondsAhead * 1_000)) }

    /// Half an hour ahead, whenever asked: the advisory never changes `status` by itself.
    private var maintenanceEvent: FaceJSON {
        [
            "event_id": 21,
            "title": "Scheduled Maintenance - Spot trading",
            "expected_start_utc": time(1_740),
            "expected_end_utc": time(5_340),
            "time_to_start_s": 1_740,
            "phase": "approaching_30m",
            "affected_services": ["spot_trading"],
            "order_submission": "allowed",
            "recommended_action": "reduce_activity",
            "cancel_before_utc": time(1_440),
            "source_url": "https://status.kraken.com/incidents/simulated0021",
        ]
    }

    private var laterEvent: FaceJSON {
        [
            "event_id": 34,
            "title": "REST API infrastructure upgrade",
            "expected_start_utc": time(236_940),
            "expected_end_utc": time(238_740),
            "time_to_start_s": 236_940,
            "phase": "announced",
            "affected_services": ["spot_rest", "spot_ws"],
            "order_submission": "allowed",
            "recommended_action": "continue",
            "source_url": "https://status.kraken.com/incidents/simulated0034",
        ]
    }

    private var incident: FaceJSON {
        [
            "event_id": 4_821,
            "title": "Elevated API error rates",
            "incident_status": "identified",
            "impact": "critical",
            "affected_services": ["spot_ws", "spot_rest", "spot_fix"],
            "started_at_utc": time(-600),
            "next_steps": [
                [
                    "applies_to": ["spot_trading"],
                    "type": "expected_restart",
                    "expected_at_utc": time(300),
                ]
            ],
            "source_url": "https://status.kraken.com/incidents/simulated4821",
        ]
    }
}
