"""Random requests: realistic ones, and ones with everything in them that an encoder can get wrong."""

from __future__ import annotations

import base64
import random
import string

_RESERVED = " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}"
_UNRESERVED = "-._~"
#: Two, three and four bytes of UTF-8, full width, right to left, combining, joined, and what looks like a space.
_WIDE = "éßñЖ١あ币１€\u00a0\u2028\u0301אא𝕏🪙🧑\u200d🚀"
_NAMES = [
    "symbol", "pair", "side", "type", "price", "volume", "quantity", "size", "funds", "limit", "offset", "since",
    "startTime", "endTime", "orderId", "clientOid", "customerOrderId", "currency", "status", "remark", "fromId",
]  # fmt: skip
_EDGES = [
    0, 1, 999, 1000, 999_999_999_999, 1_000_000_000_000, 1_483_228_800_000, 1_709_210_096_789, 2_147_483_647_000,
    4_102_444_800_000,
]  # fmt: skip


class Chance(random.Random):
    """A seeded source; its seed is a text, which Python hashes the same way everywhere."""

    def characters(self, pool: str, low: int, high: int | None = None) -> str:
        return "".join(self.choices(pool, k=self.randint(low, low if high is None else high)))

    def alphanumeric(self, low: int, high: int | None = None) -> str:
        return self.characters(string.ascii_letters + string.digits, low, high)

    def visible(self, low: int, high: int | None = None, without: str = "") -> str:
        """Printable ASCII without spaces."""
        pool = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in without)
        return self.characters(pool, low, high)

    def bytes_text(self, count: int) -> str:
        return base64.b64encode(self.randbytes(count)).decode()

    def path_part(self) -> str:
        return self.characters(string.ascii_letters + string.digits + "-_", 1, 40)

    def milliseconds(self) -> int:
        return self.choice(_EDGES) if self.random() < 0.2 else self.randint(1_500_000_000_000, 1_900_000_000_000)

    def parameters(
        self, low: int = 0, high: int = 8, without: str = "", names: list[str] | None = None
    ) -> list[tuple[str, str]]:
        count = self.randint(low, high)
        return [(name, self.value(without)) for name in self.sample(names or _NAMES, count)]

    def value(self, without: str = "") -> str:
        kind = self.random()
        if kind < 0.2:
            return self.decimal()
        if kind < 0.4:
            return self.choice(["BTCUSDT", "XBTZAR", "ETH-USDT", "buy", "SELL", "GTC", "true", "false", "limit"])
        if kind < 0.5:
            return self.path_part()
        if kind < 0.57:
            return ""
        return self.odd(without)

    def decimal(self) -> str:
        whole, places = self.randint(0, 10 ** self.randint(1, 12)), self.randint(0, 12)
        return f"{whole}." + self.characters(string.digits, places) if places else str(whole)

    def odd(self, without: str = "") -> str:
        """Any mix; `without` names what a client cannot carry, or writes in another lawful way."""
        pools = [string.ascii_letters + string.digits, _UNRESERVED, _RESERVED, _RESERVED, _WIDE]
        pools = ["".join(each for each in pool if each not in without) for pool in pools]
        return "".join(self.choice(self.choice(pools)) for _ in range(self.randint(1, 24)))
