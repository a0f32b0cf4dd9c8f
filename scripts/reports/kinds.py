"""Which kinds of report there are, and which sources each covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

_ADAPTERS = ("Sources/AdapterProtocol", "Sources/AdapterKit", "Sources/Adapters")
_SIMULATED = ("Sources/VenueSimulator", "Sources/SimulatedVenues")


@dataclass(frozen=True)
class Kind:
    name: str
    #: What makes a report of this kind; DATE and SEED stand for today.
    recipe: str
    #: Folders whose Swift files were run. A change elsewhere cannot have changed what the report says.
    covers: tuple[str, ...]
    #: Its absence is an error. A kind that is new is only missed aloud, until its first report is committed.
    required: bool = False
    #: Only one that passed counts. A figure that missed its target stands in the table of its report.
    must_pass: bool = True

    @property
    def command(self) -> str:
        today = datetime.now(timezone.utc)
        return self.recipe.replace("DATE", f"{today:%Y-%m-%d}").replace("SEED", f"{today:%Y%m%d}")


KINDS = {
    kind.name: kind
    for kind in (
        # What the fuzzer feeds, and its own oracles.
        Kind(
            "fuzz", "make fuzz ARGS='--report docs/nightly/fuzz-DATE.md --seed SEED --inputs 1000000'",
            (*_ADAPTERS, *_SIMULATED, "Tests/Fuzz/Sources"), required=True,
        ),
        # The same fuzzer on the sessions of streams alone.
        Kind(
            "streams",
            "make fuzz ARGS='--report docs/nightly/streams-DATE.md --seed SEED --inputs 2000000 --group streams'",
            (*_ADAPTERS, *_SIMULATED, "Tests/Support/StreamTesting", "Tests/Fuzz/Sources"),
        ),
        # Books through damaged messages, held against the engines.
        Kind(
            "deltas", "make fuzz ARGS='--report docs/nightly/deltas-DATE.md --seed SEED --deltas 10000000'",
            (*_ADAPTERS, *_SIMULATED, "Tests/Support/StreamTesting", "Tests/Fuzz/Sources"),
        ),
        # What the streams go through, from the socket to the reader, and what watches them.
        Kind(
            "soak", "make soak MINUTES=30 ARGS='--report docs/nightly/soak-DATE.md --seed SEED'",
            (*_ADAPTERS, "Sources/AdapterRuntime", *_SIMULATED, "Tests/Support/StreamTesting", "Tests/Soak/Sources"),
        ),
        # What reads bytes by pointer, and what has tasks and threads: the modules whose tests nightly.sh names.
        Kind(
            "sanitizers", "make nightly",
            (*_ADAPTERS, "Sources/AdapterRuntime", "Sources/Trading", "Sources/VenueSimulator"),
        ),
        # What is mutated, and the cases that must notice. Where in the protocol and the runtime nothing is mutated, a
        # change leaves the verdict as it is.
        Kind(
            "mutants", "make mutants",
            (
                "Sources/Adapters", "Sources/AdapterKit",
                "Sources/AdapterProtocol/Numbers", "Sources/AdapterProtocol/Operations",
                "Sources/AdapterProtocol/Orders",
                "Sources/AdapterRuntime/Limits", "Sources/AdapterRuntime/Nonces", "Sources/AdapterRuntime/Running",
                "Sources/AdapterRuntime/Time", "Sources/AdapterConformance/Cases",
                "Sources/AdapterConformance/Wire",
            ),
        ),
        # What is timed, on our side of the table.
        Kind(
            "bench", "make bench ARGS='--report docs/nightly/bench-DATE.md'",
            (*_ADAPTERS, *_SIMULATED, "Sources/AdapterRuntime/Streams", "Benchmarks/Sources"), must_pass=False,
        ),
    )
}
