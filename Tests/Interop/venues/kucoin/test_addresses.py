"""The client under test can reach nothing but the simulator."""

from venues.kucoin import KuCoinTour


class Addresses(KuCoinTour):
    def test_no_url_leaves_this_machine(self):
        client = self.make_client(self.simulator.credentials["trade"])
        for name, url in client.urls["api"].items():
            with self.subTest(name=name):
                self.assertTrue(url.startswith(self.simulator.rest), url)
