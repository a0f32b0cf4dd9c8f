"""The client under test is the published one."""

import unittest

from peer import make_client
from tour import Tour, unchanged


class Unchanged(Tour):
    def test_every_file_is_as_published(self):
        self.assertTrue(unchanged.check())

    def test_no_url_leaves_this_machine(self):
        client = make_client(self.simulator.rest, self.simulator.credentials["trade"])
        for name, url in client.urls["api"].items():
            with self.subTest(name=name):
                self.assertTrue(url.startswith(self.simulator.rest), url)
