"""What the access log costs the front.

.venv/bin/python bench/access_log.py [--pairs N] [--seconds S]

Three fronts serve the same ready article of 60 KB in alternating runs: without a log, with one of what is
rendered (the default), with one of everything. A ratio is the median of the ratios to the run without a log
in the same round. Needs wrk.
"""

import argparse
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from front import HOST, Run, article
from picture_files import current, front, measured

from presswerk.bake.front.plan import AccessLogPlan, Plan
from presswerk.bake.store import Address, Page, Store

PATH = "/politik/ein-artikel-1/"
KINDS = ("off", "rendered", "all")
CONNECTIONS = (32, 1)
PACKED = ("Accept-Encoding: gzip", "User-Agent: wrk")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="presswerk-log-")))
        plan = Plan(hosts={HOST: HOST}, bakes=True, store=str(folder / "bake"))
        store = Store(folder / "bake", 512, 1)
        store.apply([], b"0")
        page = Page(200, (("content-type", "text/html"),), article(60, 1), frozenset({"page:1"}))
        assert store.put(store.begin(), Address(HOST, PATH), page) == "fresh"
        stack.enter_context(current(store))
        servers = {}
        for kind in KINDS:
            log = AccessLogPlan(str(folder / kind), ready=kind == "all", megabytes=200, days=14)
            of_kind = plan if kind == "off" else replace(plan, access_log=log)
            servers[kind] = stack.enter_context(front(folder, kind, of_kind))
        print("| | answers /s | ratio | lowest, highest | p50, p99 ms | CPU us | errors |")
        print("|---|---|---|---|---|---|---|")
        for connections in CONNECTIONS:
            rounds = [
                {kind: measured(servers[kind], PATH, connections, given.seconds, *PACKED) for kind in KINDS}
                for _ in range(given.pairs)
            ]
            for kind in KINDS:
                print(row(kind, connections, rounds), flush=True)


def row(kind: str, connections: int, rounds: list[dict[str, Run]]) -> str:
    """One line of the table."""
    ratios = sorted(one[kind].rate / one["off"].rate for one in rounds)
    runs = [one[kind] for one in rounds]

    def middle(name: str) -> float:
        return statistics.median(getattr(run, name) for run in runs)

    return (
        f"| {kind}, {connections} connection{'s' * (connections > 1)} | {middle('rate'):,.0f}"
        f" | **{statistics.median(ratios):.2f}** | {ratios[0]:.2f}, {ratios[-1]:.2f}"
        f" | {middle('p50_ms'):.2f}, {middle('p99_ms'):.2f} | {middle('cpu_us'):.0f}"
        f" | {sum(run.errors for run in runs)} |"
    )


if __name__ == "__main__":
    main()
