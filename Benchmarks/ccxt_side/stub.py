"""What all clients share: where a request is finished, and how a stored answer comes back.

CCXT's own classes are used as they are; an instance gets a fetch that never sends, and endpoint methods that decode
stored bytes as CCXT's own fetch would.
"""

import pathlib


class Fetched(BaseException):
    """Leaves `create_order` where its request is finished: at the door of the network. No Exception, so that nothing on
    the way catches it."""


def stop(url, method="GET", headers=None, body=None):
    """A fetch that is never done."""
    raise Fetched


def answering(exchange, body: bytes):
    """An endpoint method whose answer is this body: CCXT's own JSON decoding, nothing else of its transport."""
    return lambda params={}: exchange.parse_json(body.decode())


def body(fixtures: pathlib.Path, venue: str, name: str) -> bytes:
    return (fixtures / venue / f"{name}.json").read_bytes()


class Side:
    """One venue: its client, the order it makes, and the four reads."""

    venue: str
    symbol: str
    # How many price levels a side the read asks for; None for what CCXT asks by itself.
    depth: int | None = None
    # The endpoint methods of each read and the files that answer them.
    answers: dict[str, str]

    def __init__(self, exchange, fixtures: pathlib.Path):
        self.exchange = exchange
        exchange.enableRateLimit = False
        for method, name in self.answers.items():
            assert hasattr(exchange, method), method
            setattr(exchange, method, answering(exchange, body(fixtures, self.venue, name)))
        exchange.set_markets(exchange.fetch_markets())
        exchange.fetch = stop

    def order(self) -> tuple:
        """The arguments of create_order: the order that ours makes, whose client order id CCXT does not check."""
        raise NotImplementedError

    def create(self) -> None:
        """`create_order` as a user calls it, up to the stubbed fetch."""
        try:
            self.exchange.create_order(*self.order())
        except Fetched:
            return
        raise AssertionError("create_order never came to its fetch")

    def book(self) -> dict:
        return self.exchange.fetch_order_book(self.symbol, self.depth)

    def tickers(self) -> dict:
        return self.exchange.fetch_tickers()

    def instruments(self) -> list:
        return self.exchange.fetch_markets()

    def orders(self) -> list:
        return self.exchange.fetch_open_orders(self.symbol)
