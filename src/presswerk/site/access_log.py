"""The access log where no front is: Django's own answers, noted as the front notes them."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import util
from typing import Any

from presswerk.bake.front.access_log import FLUSH_SECONDS, AccessLog, Answered, cache_status
from presswerk.bake.front.hosts import Hosts
from presswerk.bake.front.plan import Plan

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def logged(application: Application, plan: Plan) -> Application:
    """The application with its answers noted, if the plan wants that. MUST be called after the last fork."""
    if plan.access_log is None:
        return application
    log = AccessLog(plan.access_log, plan.secret_paths)
    threading.Thread(target=_keep_writing, args=(log,), name="access-log", daemon=True).start()
    # Not atexit: a process that multiprocessing has forked does not come by there.
    util.Finalize(None, log.write, exitpriority=10)
    hosts = Hosts(plan.hosts)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        head: list[tuple[int, str]] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            head[:] = [(int(status[:3]), cache_status(headers))]
            return start_response(status, headers, *more)

        body = application(environ, start)
        host = environ.get("HTTP_HOST", "")

        def note(sent: int, broken: bool) -> None:
            status, cache = head[0] if head else (0, "")
            if not log.wants(status, cache):
                return
            answered = Answered(
                (hosts.site(host) if host else None) or "",
                environ["REQUEST_METHOD"],
                _path(environ),
                status,
                cache,
            )
            log.add(answered, sent, time.perf_counter() - began, broken=broken)

        return _Noted(body, note)

    return answer


class _Noted:
    """A body whose bytes are counted as they go out."""

    def __init__(self, body: Iterable[bytes], note: Callable[[int, bool], None]):
        self._body = body
        self._note: Callable[[int, bool], None] | None = note
        self._sent = 0
        self._is_whole = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._sent += len(piece)
            yield piece
        self._is_whole = True

    def close(self) -> None:
        """Called by the web server at the end, whatever it was."""
        note, self._note = self._note, None
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            if note is not None:
                note(self._sent, not self._is_whole)


def _path(environ: dict[str, Any]) -> str:
    # PEP 3333: bytes of the address stand in the environ as latin-1.
    path: str = environ.get("PATH_INFO", "")
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _keep_writing(log: AccessLog) -> None:
    while True:
        time.sleep(FLUSH_SECONDS)
        log.write()
