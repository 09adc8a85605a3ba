"""presswerk worker"""

import signal
import threading

from presswerk import conf
from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.preflight import require_writable_folder


def worker() -> None:
    """Publish on time, send mails, make pictures: everything that no reader should wait for.

    It ends by Ctrl-C or SIGTERM after the work in hand.

    Example: `presswerk worker`
    """
    require_writable_folder(conf.current().data)
    set_up_django()
    require_up_to_date()
    from presswerk.jobs import worker as jobs_worker
    from presswerk.site import upward

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    sending = upward.start(stop)
    jobs_worker.run(stop)
    if sending is not None:
        sending.join(1.0)
