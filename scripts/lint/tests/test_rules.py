"""Each rule finds its planted violation, in its rooms only, and leaves the innocent look-alike alone."""

import unittest

from lint import arrows, constructs, venue_names
from lint.swift_source import SwiftSource


def rules(path: str, text: str) -> list[str]:
    source = SwiftSource(path, text)
    checks = (arrows.check, venue_names.check, constructs.check)
    return sorted({finding.rule for check in checks for finding in check(source)})


class Arrows(unittest.TestCase):
    def test_planted_imports(self):
        planted = {
            "AdapterProtocol": ["AdapterKit", "Foundation", "Crypto", "NIOCore"],
            "AdapterKit": ["Foundation", "NIOCore", "AdapterRuntime", "Logging"],
            "Adapters/Binance": ["Crypto", "AdapterRuntime", "Foundation", "KrakenAdapter", "NIOHTTP1"],
            "AdapterRuntime": ["BinanceAdapter", "Trading", "Hummingbird"],
            "VenueSimulator": ["AdapterKit", "AdapterRuntime", "BinanceAdapter", "Trading"],
            "SimulatedVenues/Kraken": ["AdapterKit", "KrakenAdapter", "SimulatedBinance", "NIOCore"],
            "Trading": ["GRDB", "NIOCore", "HTTPTypes", "AdapterKit", "Host"],
            "Host": ["Hummingbird", "HTTPTypes", "AsyncHTTPClient", "NIOHTTP1", "HostAPI", "AdapterRuntime"],
            "HostAPI": ["AdapterRuntime", "BinanceAdapter", "GRDB"],
            "WebServing": ["AdapterProtocol", "VenueSimulator"],
        }
        for room, modules in planted.items():
            for module in modules:
                with self.subTest(room=room, module=module):
                    self.assertIn("arrows", rules(f"Sources/{room}/A.swift", f"public import {module}\n"))

    def test_allowed_imports(self):
        allowed = {
            "AdapterKit": "import AdapterProtocol\nimport Crypto\n",
            "Adapters/Binance": "import AdapterKit\npublic import AdapterProtocol\n",
            "Trading": "import AdapterProtocol\nimport Logging\nimport Synchronization\n",
            "BourseCommand": "import BinanceAdapter\nimport HostAPI\nimport ArgumentParser\n",
        }
        for room, text in allowed.items():
            with self.subTest(room=room):
                self.assertEqual(rules(f"Sources/{room}/A.swift", text), [])

    def test_essentials_only_behind_can_import(self):
        path = "Sources/AdapterKit/A.swift"
        self.assertEqual(rules(path, "import FoundationEssentials\n"), ["arrows"])
        guarded = "#if canImport(FoundationEssentials)\nimport FoundationEssentials\n#endif\n"
        self.assertEqual(rules(path, guarded), [])

    def test_a_room_without_arrows(self):
        self.assertEqual(rules("Sources/Cellar/A.swift", "let a = 1\n"), ["arrows"])


class VenueNames(unittest.TestCase):
    def test_planted_names(self):
        for text in ("let binanceOrder = 1", 'let a = "kraken"', "struct KuCoinThing {}", "let a = VALR.b"):
            for room in ("AdapterRuntime", "Trading", "Host", "HostAPI"):
                with self.subTest(text=text, room=room):
                    self.assertEqual(rules(f"Sources/{room}/A.swift", text + "\n"), ["venue-name"])

    def test_innocent(self):
        for text in ("// as binance does", "let intervalRange = 1", "let evalResult = 2", "let lunotic = 1"):
            with self.subTest(text=text):
                self.assertEqual(rules("Sources/Trading/A.swift", text + "\n"), [])
        self.assertEqual(rules("Sources/BourseCommand/A.swift", 'let a = "kraken"\n'), [])


class Constructs(unittest.TestCase):
    planted = {
        "unchecked": "final class A: @unchecked Sendable {}",
        "unsafe-isolation": "nonisolated(unsafe) var a = 1",
        "force-try": "let a = try! b()",
        "force-cast": "let a = b as! C",
        "force-unwrap": "let a = b[0]!.c",
        "trap": 'fatalError("no")',
        "unstructured-task": "Task { await a() }",
        "floating-point": "let a: Double = 1",
        "print": "print(a)",
        "clock": "let a = Date()",
        "sleep": "try await Task.sleep(for: .seconds(1))",
        "random": "let a = Int.random(in: 0..<3)",
        "unfinished": "// TODO later",
    }

    def test_planted(self):
        for rule, text in self.planted.items():
            with self.subTest(rule=rule):
                self.assertEqual(rules("Sources/Trading/A.swift", text + "\n"), [rule])

    def test_a_reason_excuses(self):
        for rule, text in self.planted.items():
            if rule != "unfinished":
                with self.subTest(rule=rule):
                    excused = f"{text}  // reason: planted by the test of the lint\n"
                    self.assertEqual(rules("Sources/Trading/A.swift", excused), [])

    def test_more_spellings(self):
        spellings = {
            "force-unwrap": ["foo()!", "var a: String!", 'URL(string: "x")!', "a?.b!"],
            "trap": ["precondition(a)", "preconditionFailure()"],
            "unstructured-task": [
                "Task.detached { }", "Task(priority: .high) {", "let a = Task<Void, Never> { }", "Task(name: b()) { }"
            ],
            "floating-point": ["[Float]", "as TimeInterval"],
            "clock": ["Date.now", "ContinuousClock().now", "clock_gettime(a, b)"],
            "random": ["UUID()", "a.shuffled()", "var g = SystemRandomNumberGenerator()", "[1].randomElement()"],
        }
        for rule, texts in spellings.items():
            for text in texts:
                with self.subTest(text=text):
                    self.assertEqual(rules("Sources/Trading/A.swift", text + "\n"), [rule])

    def test_innocent(self):
        for text in (
            "if a != b {}", "if !a { }", "a!=b", "// never try! this", 'let a = "fatalError("', "printer(a)",
            "a.print(b)", "let t: Task<Void, Never>", "Int.random(in: 0..<3, using: &generator)",
            "a.shuffled(\n  using: &g\n)", "withTaskGroup { }", "let isDoubleSpend = 1", "sleeper.sleep(for: a)",
            "Date(timeIntervalSince1970: a)",
        ):
            with self.subTest(text=text):
                self.assertEqual(rules("Sources/Trading/A.swift", text + "\n"), [])

    def test_rooms_and_tests(self):
        self.assertEqual(rules("Sources/Adapters/Binance/A.swift", "func a() async {}\n"), ["await"])
        self.assertEqual(rules("Sources/AdapterKit/A.swift", "await a()\n"), ["await"])
        self.assertEqual(rules("Sources/AdapterRuntime/A.swift", "await a(); let b: Double; let c = Date()\n"), [])
        self.assertEqual(rules("Sources/BourseCommand/A.swift", "print(a)\n"), [])
        self.assertEqual(rules("Tests/TradingTests/A.swift", "let a = b!; print(a)\n"), [])
        self.assertEqual(rules("Tests/TradingTests/A.swift", "let a = try! b()\nTask { }\n"), ["force-try", "unstructured-task"])

    def test_length(self):
        self.assertEqual(rules("Tests/TradingTests/A.swift", "let a = 1\n" * 450), [])
        self.assertEqual(rules("Tests/TradingTests/A.swift", "let a = 1\n" * 451), ["length"])
