"""The worker in the process that calls it: everything that no reader should wait for."""

import signal
import threading

from presswerk import conf
from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.preflight import require_writable_folder


def run_worker() -> None:
    """Work until SIGINT or SIGTERM. MUST be called in the main thread."""
    require_writable_folder(conf.current().data)
    set_up_django()
    require_up_to_date()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    work(stop)


def work(stop: threading.Event) -> None:
    """Work until ``stop`` is set, and return some seconds later at most. Needs Django set up."""
    from presswerk.jobs import worker as jobs_worker
    from presswerk.site import upward

    sending = upward.start(stop)
    jobs_worker.run(stop)
    if sending is not None:
        sending.join(1.0)
