"""What the mutants showed, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from candidates import NAMED, OPERATORS
from explanations import Explanations
from rooms import ROOMS

_OTHERS = {"crash": "the process crashed", "hang": "it did not end in its time"}


def markdown(
    seed: int, mutants: list[dict], results: dict[int, dict], explanations: Explanations, healthy: list[dict]
) -> tuple[str, float, float]:
    """The report, and in percent which share of the mutants the suite killed, and the suite or the unit tests."""
    equivalent = {
        each["number"] for each in mutants if not _is_dead(results[each["number"]]) and explanations.is_equivalent(each)
    }
    counted = [results[each["number"]] for each in mutants if each["number"] not in equivalent]
    suite = sum(bool(each["killed"]) for each in counted)
    tests = sum(bool(each.get("tests")) for each in counted)
    whole = max(1, len(counted))
    by_suite, by_both = 100 * suite / whole, 100 * (suite + tests) / whole
    parts = [
        "",
        f"Seed {seed}: {len(mutants)} mutants, {len(equivalent)} of them equivalent and not counted; of {len(counted)} were"
        f" killed **{by_both:.1f} %**: {suite} by the conformance suite ({by_suite:.1f} %), {tests} more by the unit tests.",
        "",
        *_spared(counted),
        *_health(healthy), *_unasked(results),
        *_table("operator", mutants, results, [*OPERATORS, NAMED], lambda each: each["operator"]),
        *_table("room", mutants, results, [room.module for room in ROOMS], lambda each: each["module"]),
        *_survivors(mutants, results, explanations),
        *_traps(mutants, results),
        *_cases(results),
    ]
    return "\n".join(parts) + "\n", by_suite, by_both


def _is_dead(result: dict) -> bool:
    return bool(result["killed"] or result.get("tests"))


def _health(healthy: list[dict]) -> list[str]:
    """What was red before: it kills nobody."""
    reds = sorted({f"`{row['venue']}`: {red}" for row in healthy for red in row["reds"]})
    return ["Red without any mutant, and so not counted: " + "; ".join(reds) + ".", ""] if reds else []


def _spared(counted: list[dict]) -> list[str]:
    """With little patience the tests come before the rest of the suite, and what they kill it may have killed as well."""
    count = sum(bool(each.get("tests") and each.get("left")) for each in counted)
    if not count:
        return []
    return [f"{count} of these {sum(bool(each.get('tests')) for each in counted)} were spared a part of the suite, so that"
            " its own share is a lower bound.", ""]


def _unasked(results: dict[int, dict]) -> list[str]:
    """What no case came by: the suite cannot see it, and it is a survivor of the suite as any other."""
    count = sum(not result.get("shown", [1]) for result in results.values())
    return [f"In the code of {count} of them no case ever comes by; the suite lets them live.", ""] if count else []


def _table(
    title: str, mutants: list[dict], results: dict[int, dict], names: list[str], name_of: Callable[[dict], str]
) -> list[str]:
    lines = [f"| {title} | mutants | killed by the suite | by the unit tests only | survivors |", "|---" * 5 + "|"]
    for name in [*names, "all"]:
        group = [results[each["number"]] for each in mutants if name in (name_of(each), "all")]
        suite = sum(bool(each["killed"]) for each in group)
        tests = sum(bool(each.get("tests")) for each in group)
        lines.append(f"| {name} | {len(group)} | {suite} | {tests} | {len(group) - suite - tests} |")
    return [*lines, ""]


def _survivors(mutants: list[dict], results: dict[int, dict], explanations: Explanations) -> list[str]:
    left = [each for each in mutants if not results[each["number"]]["killed"]]
    if not left:
        return ["No survivor.", ""]
    lines = ["### What the suite let live", "", "| where | mutant | unit tests | why |", "|---|---|---|---|"]
    for each in left:
        tests = results[each["number"]].get("tests")
        seen = tests or ("not asked" if tests is None else "no")
        change = f"{_code(each['before'])} → {_code(each['after'])}"
        reason = explanations.of(each) or "**not explained**"
        lines.append(f"| {each['file']}:{each['line']} | {each['operator']}: {change} | {seen} | {reason} |")
    return [*lines, ""]


def _traps(mutants: list[dict], results: dict[int, dict]) -> list[str]:
    lines = ["### The eleven traps", "", "| trap | killed by |", "|---|---|"]
    for each in mutants:
        if each["trap"]:
            lines.append(f"| {each['trap']} | {_killer(results[each['number']])} |")
    return [*lines, ""]


def _killer(result: dict) -> str:
    if not result["killed"]:
        return f"{result['tests']} only" if result.get("tests") else "**nobody**"
    return f"{result['venue']}: {result['cases'][0] if result['cases'] else _OTHERS[result['killed']]}"


def _cases(results: dict[int, dict]) -> list[str]:
    counts: Counter[str] = Counter()
    for result in results.values():
        counts.update(result["cases"] or [_OTHERS[result["killed"]]] if result["killed"] else [])
    lines = ["### Which cases kill", "", "Unless the run went `--to-the-end`, a mutant counts for its first red case."]
    lines += ["", "| case | mutants |", "|---|---|"]
    return [*lines, *(f"| {case} | {count} |" for case, count in counts.most_common())]


def _code(text: str) -> str:
    short = text if len(text) <= 110 else text[:107] + "..."
    return "`" + short.replace("`", "'").replace("|", "\\|") + "`"
