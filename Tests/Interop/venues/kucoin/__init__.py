"""KuCoin's tour: CCXT's `kucoin` and the venue's own SDK."""

from tour import Tour
from venues.kucoin.client import make_client


class KuCoinTour(Tour):
    #: CCXT takes the public 20 and 100 only.
    book_levels = (20, 100)
    #: The simulated venue is spot only: without this CCXT would also ask which markets have margin.
    markets_params = {"marginables": False}

    @classmethod
    def make_client(cls, credentials, **options):
        return make_client(cls.simulator.rest, credentials, **options)
