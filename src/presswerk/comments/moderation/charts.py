"""Small charts as SVG, made on the server; the same figures always stand in a table beside them."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 420, 140
_LEFT, _TOP, _BOTTOM = 34, 8, 18


def stacked_bars(days: Sequence[str], layers: dict[str, Sequence[int]], label: str) -> SafeString:
    """One bar a day, its layers above each other in the order given; `label` says what it shows."""
    totals = [sum(values) for values in zip(*layers.values(), strict=True)] if layers else []
    most = max(totals, default=0) or 1
    wide = (WIDTH - _LEFT) / max(len(days), 1)
    bars = []
    for place, _day in enumerate(days):
        below = 0.0
        for name, values in layers.items():
            high = _height(values[place], most)
            if not high:
                continue
            bars.append(
                (
                    name,
                    f"{_LEFT + place * wide + wide * 0.1:.1f}",
                    f"{HEIGHT - _BOTTOM - below - high:.1f}",
                    f"{wide * 0.8:.1f}",
                    f"{high:.1f}",
                )
            )
            below += high
    drawn = format_html_join("", '<rect class="bar--{}" x="{}" y="{}" width="{}" height="{}"/>', bars)
    return _framed(drawn, days, str(most), label)


def line(days: Sequence[str], values: Sequence[float | None], label: str, unit: str = "") -> SafeString:
    """One line; days without a value interrupt it."""
    most = max((value for value in values if value is not None), default=0) or 1
    wide = (WIDTH - _LEFT) / max(len(days), 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_LEFT + (place + 0.5) * wide, HEIGHT - _BOTTOM - _height(value, most)))
    paths = [(" ".join(f"{x:.1f},{y:.1f}" for x, y in run),) for run in runs if len(run) > 1]
    dots = [(f"{x:.1f}", f"{y:.1f}") for run in runs for x, y in run]
    drawn = format_html(
        "{}{}",
        format_html_join("", '<polyline class="line" points="{}"/>', paths),
        format_html_join("", '<circle class="line" cx="{}" cy="{}" r="1.5"/>', dots),
    )
    return _framed(drawn, days, f"{most:.0f}{unit}", label)


def _height(value: float, most: float) -> float:
    return (HEIGHT - _TOP - _BOTTOM) * value / most


def _framed(drawn: SafeString, days: Sequence[str], most: str, label: str) -> SafeString:
    first, last = (days[0], days[-1]) if days else ("", "")
    return format_html(
        '<svg viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<line class="axis" x1="{left}" y1="{foot}" x2="{w}" y2="{foot}"/>'
        '<line class="axis" x1="{left}" y1="{top}" x2="{left}" y2="{foot}"/>'
        '<text x="{before}" y="{high}" text-anchor="end">{most}</text>'
        '<text x="{before}" y="{foot}" text-anchor="end">0</text>'
        '<text x="{left}" y="{h_text}">{first}</text>'
        '<text x="{w}" y="{h_text}" text-anchor="end">{last}</text>'
        "{drawn}</svg>",
        w=WIDTH, h=HEIGHT, left=_LEFT, before=_LEFT - 4, top=_TOP, high=_TOP + 8, foot=HEIGHT - _BOTTOM,
        h_text=HEIGHT - 4, label=label, most=most, first=first, last=last, drawn=drawn,
    )  # fmt: skip
