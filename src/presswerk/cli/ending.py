"""How a program of ours ends when something keeps it from its work."""

import sys
from collections.abc import Callable

from presswerk.cli.refusal import Refusal, explain, is_about_settings, print_refusal
from presswerk.cli.supervisor import EX_CONFIG
from presswerk.transfer.backup.refused import Refused


def run_or_explain(act: Callable[[], object], code_of_passing: int = 1) -> None:
    """Do it. What the operator can mend is told in a sentence, and then the process ends.

    A supervisor above does not try again what only the operator can mend (EX_CONFIG), and goes on trying
    what may be over by itself, if ``code_of_passing`` is EX_TEMPFAIL.
    """
    try:
        act()
    except Exception as error:
        refusal = explain(error)
        if refusal is None:
            raise
        print_refusal(refusal)
        final = isinstance(error, Refusal | Refused) or is_about_settings(error)
        sys.exit(EX_CONFIG if final else code_of_passing if refusal.passing else 1)
