"""Telling shared caches above the newspaper (Varnish, Fastly, Cloudflare, any other) what to forget.

The purge log is the outbox: its rows are written in the transaction of the change, by triggers of the
database too. `Sender` keeps a position of its own in it, so purges go out in the order of the log, and one
that is not taken is tried again before any later one goes out.
"""

from presswerk.bake.upward.endpoint import Endpoint, EndpointError
from presswerk.bake.upward.sender import Sender

__all__ = ["Endpoint", "EndpointError", "Sender"]
