"""The traps' texts are still in the code, each once, and every question has one."""

from __future__ import annotations

import unittest
from pathlib import Path

from candidates import NUMBER
from named import TRAPS, named_mutants
from rooms import room_of


class TrapTests(unittest.TestCase):
    def test_every_text_is_in_its_file_once(self) -> None:
        root = Path(__file__).resolve().parents[2]
        mutants = named_mutants(root)
        self.assertEqual([int(each.trap.partition(".")[0]) for each in mutants], list(range(1, 12)))

    def test_every_trap_is_switched_and_in_a_mutated_module(self) -> None:
        for trap in TRAPS:
            self.assertIn(NUMBER, trap.new)
            self.assertTrue(room_of(trap.path).module)


if __name__ == "__main__":
    unittest.main()
