"""The client under test can reach nothing but the simulator."""

from venues.kraken import KrakenTour, official


class Addresses(KrakenTour):
    def test_no_url_leaves_this_machine(self):
        client = self.make_client(self.simulator.credentials["trade"])
        for name, url in client.urls["api"].items():
            with self.subTest(name=name):
                self.assertTrue(url.startswith(self.simulator.rest), url)

    def test_the_other_client_has_one_address(self):
        # But for the one it makes itself, in test_official.py.
        sdk = official.Official(self.simulator.rest, self.simulator.credentials["withdraw"])
        for part in (sdk.market, sdk.user, sdk.trade):
            with self.subTest(part=type(part).__name__):
                self.assertEqual(part.URL, self.simulator.rest)
