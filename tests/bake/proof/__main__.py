"""The closing run of the bake's proof. `script/proof --help` tells how."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.bake.proof.ledger import Ledger
from tests.bake.proof.table import table

ROOT = Path(__file__).resolve().parents[3]
EDITS = (
    "tests/bake/property/test_every_page_is_as_freshly_rendered.py"
    "::test_every_page_after_very_many_random_edits"
)
KILLS = "tests/e2e/test_killed_processes.py::test_no_page_is_old_after_very_many_kills"
# For each kind: the test, pytest's further options, how many when nothing else is said.
KINDS: dict[str, tuple[str, list[str], int]] = {
    "sqlite": (EDITS, [], 500),
    "postgresql": (EDITS, ["--postgres"], 100),
    "kills": (KILLS, [], 200),
}


def main() -> int:
    """Run what was asked for, or print the table of what was run."""
    parser = argparse.ArgumentParser(prog="script/proof", description=__doc__.partition(".")[0])
    parser.add_argument("kind", choices=[*KINDS, "table"], help="what to run; `table` prints what was run")
    parser.add_argument("--from", dest="seed", type=int, default=1, metavar="SEED", help="the first seed")
    parser.add_argument(
        "--sequences", type=int, help="how many sequences, or kills: as many as are asked for"
    )
    parser.add_argument(
        "--ledger", type=Path, default=ROOT / "proof.jsonl", help="keeps a line for each seed"
    )
    given = parser.parse_args()
    ledger = given.ledger.resolve()
    if given.kind == "table":
        sys.stdout.write(f"{table(Ledger(ledger).lines())}\n")
        return 0
    test, options, usual = KINDS[given.kind]
    environ = os.environ | {
        "TESTS_SEED": str(given.seed),
        "TESTS_SEQUENCES": str(given.sequences or usual),
        "TESTS_LEDGER": str(ledger),
        "TESTS_LEDGER_KIND": given.kind,
    }
    if Path("/dev/shm").is_dir():
        environ.setdefault("TMPDIR", "/dev/shm")  # nothing of it has to outlast the run
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "--long", "--show-capture=no", "-p", "no:logging"]
    return subprocess.run([*command, *options, test], cwd=ROOT, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
