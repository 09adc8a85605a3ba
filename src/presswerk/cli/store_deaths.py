"""What the end of a process tells about the store of ready pages."""

import signal
from pathlib import Path

# How a process ends that read a damaged file of the store: it is mapped, so no exception comes first.
DEATHS_BY_DAMAGE = (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT)


def distrust_store(code: int, store: Path) -> None:
    """Have the store begun anew when a process that reads it died in the way that damage kills."""
    if -code not in DEATHS_BY_DAMAGE:
        return
    from presswerk.bake.store.environment import distrust  # loads LMDB, and is hardly ever needed

    name = signal.Signals(-code).name
    distrust(store, f"A process that read it was ended by {name}.")
