"""The thread that tells the shared cache before the newspaper what to forget."""

import threading

from presswerk import conf
from presswerk.bake.upward import Endpoint, Sender
from presswerk.site.baking import software_version


def start(stopped: threading.Event) -> threading.Thread | None:
    """Send purges until stopped; None where no shared cache is set."""
    endpoint = configured_endpoint()
    if endpoint is None:
        return None
    sender = Sender(endpoint, software_version())
    thread = threading.Thread(target=sender.run, args=[stopped], name="bake-upward", daemon=True)
    thread.start()
    return thread


def configured_endpoint() -> Endpoint | None:
    """The shared cache that the settings name."""
    config = conf.current()
    if not config.cdn_purge_url:
        return None
    return Endpoint(config.cdn_kind, config.cdn_purge_url, config.cdn_token)
