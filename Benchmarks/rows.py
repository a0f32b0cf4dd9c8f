"""The table's rows: what is compared with what, against which target, and what the timers enclose."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Row:
    """One measure of ours, beside a peer's or a bound in its own unit.

    Of the targets at most one is set: `least` times the peer's speed, at `most` times the peer's time, `below` a bound,
    `above` one, or `exactly` a number.
    """

    ours: str
    peer: str | None
    encloses: str
    least: float | None = None
    most: float | None = None
    below: float | None = None
    above: float | None = None
    exactly: float | None = None


# The peer of each venue's decoders; nobody maintains a client of VALR to compare with.
PEERS = {"binance": "ccxt", "kraken": "ccxt", "kucoin": "ccxt", "luno": "ccxt", "valr": "orjson"}
BOOKS = {
    "binance": "2 x 1,000 levels, 64 kB", "kraken": "2 x 500 levels, 35 kB", "kucoin": "2 x 1,000 levels, 49 kB",
    "luno": "2 x 1,000 orders, 86 kB", "valr": "2 x 40 levels, 8 kB",
}
READS = {
    "book": BOOKS,
    "tickers": {"binance": "399, 212 kB", "kraken": "449, 115 kB", "kucoin": "399, 168 kB", "luno": "200, 34 kB",
                "valr": "300, 103 kB"},
    "instruments": {"binance": "399, 723 kB", "kraken": "449 and 152 assets, 380 kB", "kucoin": "399, 278 kB",
                    "luno": "200, 47 kB", "valr": "300, their order types, 103 currencies, 194 kB"},
    "orders": {"binance": "100, 49 kB", "kraken": "100, 50 kB", "kucoin": "100, 65 kB", "luno": "100, 50 kB",
               "valr": "100, 35 kB"},
}
ORDER = "limit order: unified call, capability and filter checks, parameters, signature, request"
FACES = ["ticker", "book", "balances", "cancel", "order", "tickers", "instruments"]
# Long answers, for which no number is asked.
LONG = ["tickers", "instruments"]


def orders() -> list[Row]:
    rows = []
    for venue, peer in PEERS.items():
        has_peer = peer == "ccxt"
        rows.append(Row(
            f"order.{venue}", f"order.{venue}.ccxt_create_order" if has_peer else None,
            f"{ORDER}; peer: create_order up to its stubbed fetch" if has_peer else ORDER,
            least=None if not has_peer else 25 if venue == "binance" else 15))
    rows += [
        Row("order.binance", "order.binance.ccxt_build_and_sign",
            "peer: create_order_request + sign, without what create_order does around them"),
        Row("order.binance-ed25519", "order.binance-ed25519.ccxt_create_order", "the same with an Ed25519 key"),
        Row("order.binance-ed25519", "order.binance-ed25519.ccxt_build_and_sign", "the same with an Ed25519 key"),
    ]
    return rows


def signatures() -> list[Row]:
    rows = [
        Row(f"sign.{venue}", f"sign.{venue}.primitive",
            "a call that is there already, placed, stamped, signed; peer: the bare primitive over the same bytes",
            most=3)
        for venue in PEERS if venue != "luno"
    ]
    return rows + [Row("sign.luno", None, "the same; Luno's key is a password, there is no primitive")]


def reads() -> list[Row]:
    rows = []
    for read, payloads in READS.items():
        for venue, payload in payloads.items():
            peer = PEERS[venue]
            did = "orjson.loads alone, untyped strings" if peer == "orjson" else "the unified call, its answer in memory"
            rows.append(Row(
                f"{read}.{venue}", f"{read}.{venue}.{peer}", f"{payload}: bytes in memory to values; peer: {did}",
                least=20 if peer == "ccxt" else None))
    return rows


def faces() -> list[Row]:
    # A face has the requests that its module asks for; the others have no row.
    return [
        Row(f"face.{venue}.{name}", None, "HTTP over loopback, 16 connections, nothing pipelined",
            above=None if name in LONG else 5_000)
        for venue in PEERS for name in FACES
    ]


def streams() -> list[Row]:
    frame = "Binance's frame of 20 levels, ten a side, 775 B: bytes to the changed book, number checked"
    flood = "50 books, one connection, frames encoded before, as fast as they are read"
    return [
        Row("depth", "depth.ccxt_pro", f"{frame}; peer: its client's handler from text to book", least=25),
        Row("depth", "depth.nautilus", "the same; peer: its compiled book applying the decoded changes, one call",
            least=1),
        Row("allocations.planted", None, "heap allocations counted for 1,000 planted ones, same process", exactly=1000),
        Row("allocations.depth", None, "heap allocations of 102,400 frames as above, in steady state", exactly=0),
        *(Row(f"allocations.{venue}", None, "heap allocations a message of a recorded book, its second half", below=0.05)
          for venue in PEERS),
        Row("stream.applied", "stream.applied.ccxt_pro", f"{flood}: frames checked and applied", least=8),
        Row("stream.read", "stream.read.ccxt_pro", "the same: books that the reader was given, the conflated left out",
            least=8),
        Row("stream.read", "stream.applied.ccxt_pro", "what our reader was given beside what CCXT applied, read or not"),
        Row("delay.echo.50", None, "a frame asked for and received by SwiftNIO alone on loopback, the median"),
        Row("delay.added.50", None, "how much longer until a reader has the book with it, the median"),
        Row("delay.echo.99.9", None, "SwiftNIO alone, 99.9 %"),
        Row("delay.added.99.9", None, "how much longer until a reader has the book with it, 99.9 %"),
    ]


def books() -> list[Row]:
    # `books.sh`; the rows are left out of a run without it.
    return [
        Row("books.resident", None, "200 books, five simulated venues: resident memory, the most", below=200),
        Row("books.resident.growth", None, "the same: the mean of the last sixth less that of the second", below=5),
        Row("books.lag", None, "from the venue's time of a change to the reader, the last sixth's median"),
        Row("books.lag.growth", None, "the same: the last sixth's median less that of the second", below=20),
        Row("books.lag.99.9", None, "the same, 99.9 % of the last sixth"),
        Row("books.wait.99.9", None, "from the socket to the reader, 99.9 % of the last sixth"),
        Row("books.wait.99.9.growth", None, "the same: the last sixth's less that of the second"),
        Row("books.updates", None, "books that readers were given"),
    ]


BOOK = "bytes in memory to the finished book"
MIXED = "512 prices and quantities, half with 8 decimals, half trimmed"
ROWS = [
    *orders(), *signatures(), *reads(),
    Row("book.1000", "book.1000.ccxt", f"2 x 1,000 levels, 64 kB: {BOOK}; peer: parse_json + parse_order_book", least=25),
    Row("book.1000", "book.1000.orjson", "the same bytes; peer: orjson.loads alone, untyped strings", least=1),
    Row("book.100", "book.100.ccxt", f"2 x 100 levels, 6.4 kB: {BOOK}; peer: parse_json + parse_order_book", least=15),
    Row("book.100", "book.100.orjson", "the same bytes; peer: orjson.loads alone"),
    Row("decimal.parse", "decimal.parse.foundation", f"String to number; {MIXED}", least=8),
    Row("decimal.print", "decimal.print.foundation", "number to String; the same numbers", least=8),
    Row("decimal.add", "decimal.add.foundation", "neighbours: a price and a quantity", least=8),
    Row("decimal.multiply", "decimal.multiply.foundation", "neighbours: a price and a quantity", least=8),
    Row("decimal.compare", "decimal.compare.foundation", "two prices or two quantities, less than", least=8),
    Row("gate.10", None, "verdict of all seven gates with reservation, 10 open orders", below=1000),
    Row("gate.100", None, "the same with 100 open orders"),
    # 200,000 orders a second.
    Row("engine.order", None, "the simulator's engine alone, one core: a limit order, every second one matched", below=5000),
    *streams(), *faces(), *books(),
    Row("host.ready", None, "spawn of `bourse serve`, simulator inside, fresh state, to its ready line", below=300),
    Row("host.resident", None, "the same, resident memory after 3 s idle", below=80),
]
