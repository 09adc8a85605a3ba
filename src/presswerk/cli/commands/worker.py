"""presswerk worker"""

from presswerk.cli.working import run_worker


def worker() -> None:
    """Publish on time, send mails, make pictures: everything that no reader should wait for.

    It ends by Ctrl-C or SIGTERM after the work in hand.

    Example: `presswerk worker`
    """
    run_worker()
