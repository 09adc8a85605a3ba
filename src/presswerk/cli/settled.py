"""Running `presswerk.cli.settling` on a data folder."""

import json
import subprocess
import sys
from collections.abc import Mapping

from presswerk.cli.death import die_with_parent
from presswerk.cli.refusal import Refusal
from presswerk.cli.words import _
from presswerk.transfer.backup.putting_back import Settled


def settle(environment: Mapping[str, str], paths: list[str], *, as_copy: bool = False) -> Settled:
    """See `putting_back.Settle`; ``as_copy`` as `settling.settle` has it. Raises Refusal."""
    done = subprocess.run(
        [sys.executable, "-m", "presswerk.cli.settling"],
        env=dict(environment),
        input=json.dumps({"paths": paths, "as_copy": as_copy}),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=die_with_parent(),
    )
    answer = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else {}
    if "refused" in answer:
        raise Refusal(*answer["refused"])
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise Refusal(
            _("The newspaper in the backup cannot be started; what it said stands above."),
            _("Nothing was changed. Restore another backup, or install the version that made this one."),
        )
    return Settled(**answer)
