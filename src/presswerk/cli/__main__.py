"""``python -m presswerk.cli``, which the supervisor uses: it works wherever the package can be imported."""

from presswerk.cli import main

main()
