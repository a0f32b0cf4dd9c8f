"""What Package.swift may say."""

import unittest

from lint import manifest


def target(name: str, *dependencies: dict, path: str | None = None, kind: str = "regular") -> dict:
    return {"name": name, "type": kind, "dependencies": list(dependencies), "path": path}


def own(name: str) -> dict:
    return {"byName": [name, None]}


def external(name: str, package: str) -> dict:
    return {"product": [name, package, None, None]}


def package(*targets: dict) -> dict:
    return {"products": [{"name": "BinanceAdapter", "targets": ["BinanceAdapter"]}], "targets": list(targets)}


class Manifest(unittest.TestCase):
    protocol = target("AdapterProtocol")
    kit = target("AdapterKit", own("AdapterProtocol"), external("Crypto", "swift-crypto"))
    adapter = target("BinanceAdapter", own("AdapterKit"), own("AdapterProtocol"), path="Sources/Adapters/Binance")

    def messages(self, *targets: dict) -> list[str]:
        return [finding.message for finding in manifest.check(package(*targets))]

    def test_a_clean_one(self):
        self.assertEqual(self.messages(self.protocol, self.kit, self.adapter), [])

    def test_an_adapter_that_pulls_in_a_server_by_way_of_the_kit(self):
        kit = target("AdapterKit", own("WebServing"))
        serving = target("WebServing", external("Hummingbird", "hummingbird"))
        self.assertEqual(
            self.messages(self.protocol, kit, serving, self.adapter),
            [
                "AdapterKit must not depend on WebServing",
                "BinanceAdapter pulls in the room WebServing",
                "BinanceAdapter pulls in the package hummingbird",
            ],
        )

    def test_an_adapter_that_pulls_in_another(self):
        other = target("KrakenAdapter", own("AdapterKit"), path="Sources/Adapters/Kraken")
        adapter = target("BinanceAdapter", own("KrakenAdapter"), path="Sources/Adapters/Binance")
        self.assertEqual(
            self.messages(self.protocol, self.kit, other, adapter),
            ["BinanceAdapter must not depend on KrakenAdapter", "BinanceAdapter pulls in the room KrakenAdapter"],
        )

    def test_a_package_named_like_its_product(self):
        trading = target("Trading", own("AdapterProtocol"), own("Yams"))
        self.assertEqual(
            self.messages(self.protocol, self.kit, self.adapter, trading), ["Trading must not depend on Yams of Yams"]
        )

    def test_tests_are_free(self):
        tests = target("TradingTests", own("AdapterRuntime"), kind="test")
        self.assertEqual(self.messages(self.protocol, self.kit, self.adapter, tests), [])
