"""What the operators find, what they leave alone, and that a woven file keeps its lines."""

from __future__ import annotations

import unittest

from candidates import CONSTANT, DROP, FLIP, OFF_BY_ONE, ROW, SWAP, Candidate
from operators import candidates
from rooms import ROOMS, quotas
from sampling import Population
from tokens import Source
from weaving import operator_name, woven


def found(code: str, operator: str) -> list[Candidate]:
    return [each for each in candidates(Source("a.swift", code)) if each.operator == operator]


def changes(code: str, operator: str) -> list[str]:
    return [each.after for each in found(code, operator)]


class OperatorTests(unittest.TestCase):
    def test_comparisons_are_flipped_and_moved_by_one(self) -> None:
        self.assertEqual(changes("let a = b < c", FLIP), ["let a = b >= c"])
        self.assertEqual(changes("let a = b < c", OFF_BY_ONE), ["let a = b <= c"])

    def test_generics_and_operator_declarations_are_no_comparisons(self) -> None:
        code = "let a: Set<Int> = []\nstatic func < (left: A, right: A) -> Bool { true }"
        self.assertEqual(changes(code, FLIP), [])

    def test_conditions_are_negated_clause_by_clause(self) -> None:
        code = "guard let a, f(a, b) else { return }"
        self.assertEqual(changes(code, FLIP), ["guard !(f(a, b))"])
        self.assertEqual(changes(code, DROP), ["guard true"])

    def test_constants_of_the_wire_change_and_texts_for_people_do_not(self) -> None:
        self.assertEqual(changes('f("pair", "no such pair", 20)', CONSTANT), [
            'f("pairx", "no such pair", 20)', 'f("pair", "no such pair", 40)',
        ])

    def test_words_that_are_only_in_an_errors_text_are_left_alone(self) -> None:
        self.assertEqual(changes('try reader.require(id, "orderId"); throw reader.missing("Orders")', CONSTANT), [])
        self.assertEqual(changes('f(try reader.require(id, "orderId"), "pair")', CONSTANT), [
            'f(try reader.require(id, "orderId"), "pairx")'])

    def test_parameters_raw_values_attributes_and_comments_are_left_alone(self) -> None:
        code = '@available(macOS 15, *)\nfunc f(a: Int = 3) {}\n'
        code += 'enum E {\n  case a = "x"\n  case b(Int)\n}\n// 3 < 4\n'
        self.assertEqual(candidates(Source("a.swift", code)), [])

    def test_statements_that_act_can_be_dropped_and_declarations_can_not(self) -> None:
        code = "func f() {\n  let a = 1\n  a.b(c)\n  d = e\n  return g()\n"
        code += "  if h {\n    i()\n  } else {\n    j()\n  }\n}\n"
        dropped = [each.before for each in found(code, DROP)]
        self.assertEqual(dropped, ["a.b(c)", "d = e", "if h { i() } else { j() }", "i()", "j()"])

    def test_a_statement_over_several_lines_is_one(self) -> None:
        code = "func f() {\n  a(\n    b,\n    c)\n    .d()\n  e()\n}\n"
        self.assertEqual([each.before for each in found(code, DROP)], ["a( b, c) .d()", "e()"])

    def test_arguments_of_one_kind_are_swapped(self) -> None:
        self.assertEqual(changes("f(a: b, c: d.e)", SWAP), ["f(a: d.e, c: b)"])
        self.assertEqual(changes("min(a, b); f(g(), b)", SWAP), [])

    def test_rows_take_their_neighbours_value(self) -> None:
        code = 'switch a {\ncase "A": .one\ncase "B": .two\ndefault: throw x\n}'
        self.assertEqual(changes(code, ROW), ['case "A": .two', 'case "B": .one'])
        self.assertEqual(changes('let a = ["A": .one, "B": .two]', ROW), [
            'let a = ["A": .two, "B": .two]', 'let a = ["A": .one, "B": .one]',
        ])

    def test_room_asked_for_in_advance_is_no_behaviour(self) -> None:
        self.assertEqual(candidates(Source("a.swift", "func f() {\n  a.reserveCapacity(40)\n}")), [])


class WeavingTests(unittest.TestCase):
    def test_lines_keep_their_numbers(self) -> None:
        code = "func f() {\n  a(\n    1)\n  if b < c { d() }\n}\n"
        for each in candidates(Source("a.swift", code)):
            self.assertEqual(woven(code, [(7, each)]).count("\n"), code.count("\n"))

    def test_a_mutant_stands_behind_its_number(self) -> None:
        (each,) = found("func f() {\n  a.b()\n}", DROP)
        self.assertEqual(woven("func f() {\n  a.b()\n}", [(12, each)]), (
            "func f() {\n  if isMutant(12) {} else { a.b() }\n}"))

    def test_operator_names_are_all_different(self) -> None:
        self.assertEqual(len({operator_name(number) for number in range(1, 3000)}), 2999)


class SharingTests(unittest.TestCase):
    """Several seeds in one tree."""

    def setUp(self) -> None:
        code = "".join(f"let a{number} = b{number} < c{number}\n" for number in range(30))
        self.population = Population.__new__(Population)
        self.population.by_module = {ROOMS[0].module: candidates(Source("a.swift", code))}

    def test_seeds_never_overlap_but_may_share(self) -> None:
        chosen = self.population.sample_all(ROOMS[0], 20, [1, 2], set(), [])
        self.assertEqual([len(one) for one in chosen.values()], [20, 20])
        different = {each for one in chosen.values() for each in one}
        self.assertLess(len(different), 40)
        for one in different:
            self.assertFalse([each for each in different if each != one and each.overlaps(one)])

    def test_the_first_seed_is_what_it_is_alone(self) -> None:
        alone = self.population.sample(ROOMS[0], 12, 1, set(), [])
        self.assertEqual(self.population.sample_all(ROOMS[0], 12, [1, 2], set(), [])[1], alone)


class QuotaTests(unittest.TestCase):
    def test_every_mutant_has_a_room(self) -> None:
        self.assertEqual(sum(room.share for room in ROOMS), 100)
        for count in (200, 240, 251):
            self.assertEqual(sum(quotas(count).values()), count)


if __name__ == "__main__":
    unittest.main()
