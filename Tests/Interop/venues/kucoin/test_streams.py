"""The shared walk through streams, with CCXT Pro."""

from tour import following, shapes, watching
from tour.compare import number
from venues.kucoin import KuCoinTour
from venues.kucoin.client import make_pro_client


class KuCoinStreams(KuCoinTour):
    @classmethod
    def make_pro_client(cls, credentials, trusts=True):
        return make_pro_client(cls.simulator.rest, credentials, cls.simulator.ca if trusts else None)


class Tokens(KuCoinStreams, watching.Watching):
    def test_a_token_without_a_content_type(self):
        # Sheet B.2: the request has no body, and CCXT sends no type of one.
        self.assertNotIn("Content-Type", self.pro.headers)
        self.assertEqual(self.call("publicPostBulletPublic")["code"], "200000")
        self.assertEqual(self.call("privatePostBulletPrivate")["code"], "200000")


class MarketStreams(following.TickerStream, following.CandleStream, KuCoinStreams, watching.MarketStreams):
    pass


class AccountStreams(KuCoinStreams, watching.AccountStreams):
    @classmethod
    def our_wallet(cls):
        return cls.ours.balances(wallet="trade")

    @classmethod
    def comparable(cls, structure, ours):
        # A message has neither flags nor lifetime of an order (sheet J.2); its last change CCXT reads nowhere.
        fields = ("postOnly", "timeInForce", "updatedAt")
        return tuple({**order, **dict.fromkeys(fields)} for order in (shapes.order(structure), ours))

    @classmethod
    def comparable_fill(cls, structure, ours):
        # No fee either (sheet J.2).
        theirs = {**shapes.fill(structure), "fees": None}
        # CCXT takes the nanoseconds through a float, and may so lose a millisecond (sheet K23).
        if ours["time"] - theirs["time"] == 1:
            theirs["time"] = ours["time"]
        return theirs, {**ours, "fees": None}

    @classmethod
    def comparable_balances(cls, theirs, ours):
        # Amounts have more digits here than CCXT's floats: as many of ours are compared.
        ours = {asset: {name: number(float(amount)) for name, amount in ours[asset].items()} for asset in theirs}
        return theirs, ours


class Secure(KuCoinStreams, watching.Secure):
    #: The address that comes with a token.
    switches = ("streamScheme=wss",)
