"""The rooms of DESIGN.md and their arrows: what each may import. Everything not listed is forbidden."""

from __future__ import annotations

from dataclasses import dataclass

#: Modules of the toolchain and the system. A room that does I/O may use them, a pure one may not.
SYSTEM = frozenset({"Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin"})
#: Allowed to pure rooms, and only inside `#if canImport(FoundationEssentials)`.
ESSENTIALS = frozenset({"FoundationEssentials"})

NIO = frozenset({"NIOCore", "NIOPosix", "NIOHTTP1", "NIOSSL", "NIOWebSocket"})
SERVER = frozenset({"Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "ServiceLifecycle", "NIOCore"})
ALL_VENUES = ("Luno", "Binance", "KuCoin", "Kraken", "VALR")


@dataclass(frozen=True)
class Room:
    #: Our own modules.
    own: frozenset[str]
    #: Modules of other packages.
    external: frozenset[str] = frozenset()
    #: A pure room has no I/O, clock or randomness, and of the system at most FoundationEssentials.
    pure: bool = False
    #: Has no `async` and no `await`.
    synchronous: bool = False
    #: Knows no venue by name.
    venue_blind: bool = False
    #: Money lives here: no binary floating point.
    exact: bool = False
    #: Clock, randomness and identifiers are handed in.
    injected: bool = False
    #: May write to standard output.
    speaks: bool = False

    @property
    def modules(self) -> frozenset[str]:
        return self.own | self.external | (ESSENTIALS if self.pure else SYSTEM)


def _room(own: str = "", external: frozenset[str] | str = "", **flags: bool) -> Room:
    outside = frozenset(external.split()) if isinstance(external, str) else external
    return Room(frozenset(own.split()), outside, **flags)


_ADAPTER = _room("AdapterProtocol AdapterKit", pure=True, synchronous=True, exact=True, injected=True)

ROOMS: dict[str, Room] = {
    "AdapterProtocol": _room(pure=True, exact=True, injected=True),
    "AdapterKit": _room("AdapterProtocol", "Crypto", pure=True, synchronous=True, exact=True, injected=True),
    **{f"Adapters/{venue}": _ADAPTER for venue in ALL_VENUES},
    "AdapterRuntime": _room(
        "AdapterProtocol AdapterKit", NIO | {"AsyncHTTPClient", "Logging", "Metrics", "NIOHTTPCompression"}, venue_blind=True
    ),
    "CZlib": _room(),
    "StreamRecording": _room("AdapterProtocol AdapterKit AdapterRuntime CZlib", venue_blind=True, exact=True),
    "AdapterConformance": _room("AdapterProtocol AdapterRuntime", "Logging", exact=True),
    "AdapterConformanceTesting": _room("AdapterProtocol AdapterRuntime AdapterConformance", "Testing"),
    "VenueRecordings": _room(),
    "WebServing": _room("", SERVER | NIO | {"HummingbirdTLS", "NIOHTTPTypes", "NIOHTTPTypesHTTP1"}),
    "VenueSimulator": _room("AdapterProtocol WebServing", SERVER | NIO | {"Crypto", "SwiftASN1", "X509"}),
    # An independent reading of the venue's fact sheet: shares nothing with the adapter that talks to it.
    **{f"SimulatedVenues/{venue}": _room("AdapterProtocol VenueSimulator", "Crypto") for venue in ALL_VENUES},
    "Trading": _room("AdapterProtocol", "Logging", venue_blind=True, exact=True, injected=True),
    "Host": _room("AdapterProtocol Trading", "Crypto GRDB Logging Yams", venue_blind=True, exact=True),
    # AdapterKit for its exact JSON: amounts are read from and written as their own digits.
    "HostAPI": _room("AdapterProtocol AdapterKit Trading Host WebServing", SERVER, venue_blind=True),
    "BourseCommand": _room(
        "AdapterProtocol AdapterKit AdapterRuntime AdapterConformance StreamRecording WebServing VenueSimulator Trading "
        "Host HostAPI VenueRecordings " + " ".join(f"{venue}Adapter Simulated{venue}" for venue in ALL_VENUES),
        "ArgumentParser Logging ServiceLifecycle UnixSignals",
        speaks=True,
    ),
    "bourse": _room("BourseCommand", "ArgumentParser", speaks=True),
}

#: What a user who depends on one adapter product may be made to resolve.
PACKAGES_OF_AN_ADAPTER = frozenset({"swift-crypto"})


def room_of(path: str) -> str | None:
    """`Sources/Adapters/Binance/Signing.swift` lives in `Adapters/Binance`."""
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != "Sources":
        return None
    return "/".join(parts[1:3]) if parts[1] in ("Adapters", "SimulatedVenues") else parts[1]
