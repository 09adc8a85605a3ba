"""``python -m presswerk.bake.front --plan front.json --socket django.sock --host 127.0.0.1 --port 8000``"""

import argparse
import sys
from pathlib import Path

from presswerk.bake.front.plan import PlanError
from presswerk.bake.front.server import run

EX_CONFIG = 78  # sysexits.h: the supervisor does not try again


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="presswerk.bake.front", description="The front of a newspaper.")
    parser.add_argument(
        "--plan", type=Path, required=True, help="the file front.json that Django has written"
    )
    parser.add_argument("--socket", type=Path, required=True, help="the UNIX socket on which Django listens")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=0, help="0: two, or one where there is one core")
    parser.add_argument("--realtime", action="store_true", help="go before everything else on the machine")
    arguments = parser.parse_args()
    try:
        run(
            arguments.plan,
            arguments.socket,
            arguments.host,
            arguments.port,
            arguments.processes,
            realtime=arguments.realtime,
        )
    except PlanError as error:
        print(f"The front cannot start. {error}", file=sys.stderr)  # noqa: T201
        sys.exit(EX_CONFIG)


if __name__ == "__main__":
    main()
