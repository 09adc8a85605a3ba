"""A thread of the web server that sees when the worker has died, which the worker itself cannot tell."""

import threading
import time

import structlog
from django.db import connection

from presswerk import conf
from presswerk.jobs.alerts import look_at_worker

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0


def start() -> None:
    """Begin, where the settings name an operator. MUST be called after the last fork."""
    if conf.current().operator_mail:
        threading.Thread(target=_run, name="worker-watch", daemon=True).start()


def _run() -> None:
    while True:
        time.sleep(EVERY_SECONDS)
        try:
            if look_at_worker():
                log.warning("the operator was told that no worker is alive")
        except Exception as error:
            log.warning("the operator could not be told of the worker", error=str(error))
        connection.close()
