"""The table for docs/benchmarks/proof.md."""

from collections.abc import Iterable

from tests.bake.proof.ledger import Line

HEAD = (
    "| | dates | seeds | sequences | edits | pages compared | rendered | kills | failures |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def table(lines: Iterable[Line]) -> str:
    """Markdown: one row for each kind."""
    kinds: dict[str, list[Line]] = {}
    for line in lines:
        kinds.setdefault(line.kind, []).append(line)
    return "\n".join([HEAD, *(_row(kind, kinds[kind]) for kind in sorted(kinds))])


def _row(kind: str, lines: list[Line]) -> str:
    dates = sorted({line.date for line in lines})
    numbers = [
        f"{sum(getattr(line, name) for line in lines):,}"
        for name in ("sequences", "edits", "compared", "rendered", "kills")
    ]
    failed = [line.seed for line in lines if line.failure]
    failures = f"{len(failed)} (seeds {', '.join(map(str, failed))})" if failed else "0"
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    return f"| {' | '.join([kind, when, ranges(line.seed for line in lines), *numbers, failures])} |"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as people write them.

    >>> ranges([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in found)
