"""The front as an application: what is answered from where."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from presswerk.bake.front.access_log import AccessLog, Answered, cache_status, shown_path
from presswerk.bake.front.files import Folder
from presswerk.bake.front.flight_locks import FlightLocks
from presswerk.bake.front.flights import Elsewhere, Flight, Flights, Outcome
from presswerk.bake.front.hosts import Hosts
from presswerk.bake.front.http1.exchange import Exchange
from presswerk.bake.front.http1.head import Head
from presswerk.bake.front.negotiation import codings
from presswerk.bake.front.pages import HIT, Pages
from presswerk.bake.front.passing import Passing
from presswerk.bake.front.plan import Plan, PlanError, load
from presswerk.bake.front.queries import Queries
from presswerk.bake.front.refusals import away, no_file, refuse
from presswerk.bake.front.staff import Staff
from presswerk.bake.front.upstream import Away, Rendered, TooLong, Upstream
from presswerk.bake.store import Address, Found, Strength, encoded_path, open_store
from presswerk.bake.store.purges import REST_SECONDS, SOFT_SECONDS

logger = logging.getLogger("presswerk.front")

WAIT_SECONDS = 2.0  # how long a reader waits for a new page when there is an old one
MISS_SECONDS = 60.0
UNBAKED_SECONDS = 5.0  # how long nobody waits for another reader's rendering of a page that was not kept
LOOK_AT_PLAN_SECONDS = 1.0
NOTE_READS_SECONDS = 20.0
_MOST_REMEMBERED = 50_000
_READING = ("GET", "HEAD")
_IDENTITY = ("identity",)
_NEVER = ("CONNECT", "TRACE")


class Front:
    """One newspaper's front. ``socket`` is where Django listens."""

    def __init__(self, plan_path: Path, socket: Path):
        self._plan_path = plan_path
        self._socket = socket
        self._unbaked: dict[bytes, float] = {}
        self._too_long: dict[bytes, float] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._locks_path: Path | None = None
        self._plan_stamp = 0
        self._log: AccessLog | None = None
        self._log_writing: asyncio.Task[None] | None = None
        self._use(load(plan_path))

    def _use(self, plan: Plan) -> None:
        self.plan = plan
        self._plan_stamp = _stamp(self._plan_path)
        self._hosts = Hosts(plan.hosts)
        self._queries = Queries(plan.queries)
        self._staff = Staff(plan.marker_cookie, plan.marker_key)
        self._static = Folder(plan.static, uploaded=False) if plan.static else None
        self._media = Folder(plan.media, uploaded=True) if plan.media else None
        self._folders = [folder for folder in (self._static, self._media) if folder]
        self._special = tuple(folder.prefix for folder in self._folders) + plan.passed
        self._pages = Pages(plan)
        self._addresses: dict[tuple[str, str, str], tuple[bytes, Address]] = {}
        self.store = open_store(plan.store, plan.store_megabytes, plan.hot_megabytes) if plan.store else None
        self._bakes = plan.bakes and self.store is not None
        asks = self._bakes and plan.media is not None and plan.media.ask
        self._asked = plan.media.prefix if plan.media is not None and asks else None
        self._free = tuple(f"{self._asked}{one}" for one in plan.media.free) if plan.media and asks else ()
        locks_path = Path(plan.store) / "flights" if plan.store else None
        if not hasattr(self, "_flights") or locks_path != self._locks_path:
            self._locks_path = locks_path
            self._flights = Flights(FlightLocks(locks_path))
        if self._tasks:  # the loop runs already
            self._keep_log()
            self._passing = Passing(plan, self._upstream, self._media)

    def start(self) -> None:
        """Called inside the event loop, before the first request."""
        self._upstream = Upstream(self._socket)
        self._passing = Passing(self.plan, self._upstream, self._media)
        self._keep_log()
        loop = asyncio.get_running_loop()
        self._tasks.append(loop.create_task(self._look_at_plan()))
        self._tasks.append(loop.create_task(self._note_reads()))

    async def stop(self) -> None:
        """Called after the last request."""
        for task in self._tasks:
            task.cancel()
        if self._log_writing is not None:
            self._log_writing.cancel()
            await asyncio.wait([self._log_writing])
        await self._upstream.close()
        if self.store is not None:
            self.store.note_reads()

    def handle(self, scope: Any, proto: Any) -> Coroutine[Any, Any, None] | None:
        """Answer one request, at once where the store has the page; else by the coroutine that comes back."""
        headers = scope.headers
        host = headers.get("host") if scope.authority is None else scope.authority
        site = self._hosts.site(host) if host else None
        if site is None:
            self._refuse_host(proto, host)
            return None
        path, method = scope.path, scope.method
        if method not in _READING or not self._bakes or path.startswith(self._special) or path[:1] != "/":
            if method in _READING and self._is_asked_for(path):
                return self._answer_asking(scope, proto, host, site)
            return self._answer_unbaked(scope, proto, host)
        if "cookie" in headers and self._staff.is_staff("; ".join(headers.get_all("cookie"))):
            return self._passing.pass_on(scope, proto, host, "bypass; detail=staff")
        query = scope.query_string
        known = self._addresses.get((site, path, query))
        if known is None:
            known = self._address(site, path, query)
        key = known[0]
        found = self.store.find(key, codings(headers.get("accept-encoding")))  # type: ignore[union-attr]
        if found is not None and found.strength is None and self.store.is_current():  # type: ignore[union-attr]
            if found.body or not self._answer_with_file(scope, proto, found):
                self._pages.answer(proto, method, headers, found)
            return None
        if "upgrade" in headers and headers.get("upgrade", "").lower() == "websocket":
            refuse(proto, 400, "No WebSocket is spoken here.")
            return None
        return self._renew(scope, proto, host, key, known[1], found)

    def note(self, exchange: Exchange, seconds: float) -> None:
        """An answer has ended, or was broken off."""
        log, headers = self._log, exchange.headers
        if log is None:
            return
        # Of ready pages, which are very many, it stands first.
        cache = headers[0][1] if type(headers) is Head else cache_status(headers)
        if not log.wants(exchange.status, cache):
            return
        scope = exchange.scope
        host = scope.headers.get("host") if scope.authority is None else scope.authority
        answered = Answered(
            (self._hosts.site(host) if host else None) or "",
            scope.method,
            scope.path,
            exchange.status,
            cache,
        )
        log.add(answered, exchange.sent, seconds, broken=not exchange.ended)

    # Not from the store ----------------------------------------------------------------------
    async def _answer_unbaked(self, scope: Any, proto: Any, host: str) -> None:
        path, method, headers = scope.path, scope.method, scope.headers
        if method in _NEVER or not path.startswith("/"):
            refuse(proto, 405 if method in _NEVER else 400, "This is not done here.")
            return
        if len(set(headers.get_all("host"))) > 1:
            refuse(proto, 400, "A request names one host.")
            return
        if headers.get("upgrade", "").lower() == "websocket":
            refuse(proto, 400, "No WebSocket is spoken here.")
            return
        if method in _READING:
            for folder in self._folders:
                if path.startswith(folder.prefix):
                    name = path[len(folder.prefix) :]
                    is_free = not folder.files.ask or name.startswith(folder.files.free)
                    if not is_free or not folder.answer(proto, method, headers, name):
                        await self._passing.pass_on(scope, proto, host, "bypass; detail=no-file")
                    return
        await self._passing.pass_on(scope, proto, host, "method" if method not in _READING else "bypass")

    def _is_asked_for(self, path: str) -> bool:
        return self._asked is not None and path.startswith(self._asked) and not path.startswith(self._free)

    def _answer_asking(
        self, scope: Any, proto: Any, host: str, site: str
    ) -> Coroutine[Any, Any, None] | None:
        """A file that Django has to allow: its word is baked like any page."""
        assert self.store is not None
        path, headers = scope.path, scope.headers
        key, address = self._addresses.get((site, path, "")) or self._address(site, path, "")
        found = self.store.find(key, _IDENTITY)
        if found is not None and found.strength is None and self.store.is_current():
            # What everyone may have, the staff gets as fast.
            if not self._answer_with_file(scope, proto, found):
                self._pages.answer(proto, scope.method, headers, found)
            return None
        if "cookie" in headers and self._staff.is_staff("; ".join(headers.get_all("cookie"))):
            return self._passing.pass_on(scope, proto, host, "bypass; detail=staff")
        return self._renew(scope, proto, host, key, address, found)

    def _answer_with_file(self, scope: Any, proto: Any, found: Found) -> bool:
        file = self._pages.file_of(found)
        if file is None or self._media is None:
            return False
        more = file.headers if found.strength is None else file.old_headers
        if not self._media.answer(proto, scope.method, scope.headers, file.name, more):
            no_file(proto, scope.method)
        return True

    def _refuse_host(self, proto: Any, host: str | None) -> None:
        if host is None:
            refuse(proto, 400, "A request names its host.")
        else:
            refuse(proto, 421, "No newspaper of this name is here.")

    # Renewing --------------------------------------------------------------------------------
    async def _renew(
        self, scope: Any, proto: Any, host: str, key: bytes, address: Address, old: Found | None
    ) -> None:
        """Answer for a page that is missing, stale, or of a store that may not be current."""
        assert self.store is not None
        # One at a time still asks as for a page to keep: what is published a moment later is kept at once.
        if self._is_remembered(self._too_long, key) or (
            self._is_remembered(self._unbaked, key) and self._flights.get(key) is not None
        ):
            await self._passing.pass_on(scope, proto, host, "uri-miss; detail=not-kept")
            return
        now = time.time()
        is_current = self.store.is_current()
        if (
            old is not None
            and is_current
            and old.strength == Strength.SOFT
            and 0 <= now - old.since < SOFT_SECONDS
        ):
            is_resting = 0 <= now - old.put_at < REST_SECONDS
            if not is_resting and self._flights.get(key) is None:
                self._start(key, address)
            self._answer_old(scope, proto, key, "soft")
            return
        fwd = "uri-miss" if old is None else "stale"
        outcome: Outcome | None = None
        for _ in range(3):
            flight = self._flights.get(key)
            is_own = flight is None
            if flight is None:
                flight = self._start(key, address)
            outcome = await flight.outcome(self._patience(flight, old))
            if isinstance(outcome, Elsewhere):
                is_own = False
            elif not isinstance(outcome, Rendered) or outcome.status >= 500:
                break
            found = self.store.find(key, codings(scope.headers.get("accept-encoding")))
            if found is not None and found.is_fresh and (is_own or is_current):
                collapsed = "" if is_own else "; collapsed"
                if not self._answer_with_file(scope, proto, found):
                    status = f"presswerk; fwd={fwd}; stored{collapsed}"
                    self._pages.answer(proto, scope.method, scope.headers, found, status)
                return
            if is_own and isinstance(outcome, Rendered):
                # It began after this request, so it is what the reader asked for.
                if found is None:
                    self._remember(self._unbaked, key)
                await self._passing.answer_rendered(scope, proto, outcome, f"presswerk; fwd={fwd}")
                return
            if found is None:  # no page for the store, so nobody needs to wait for anybody
                await self._passing.pass_on(scope, proto, host, fwd)
                return
        if isinstance(outcome, TooLong):
            self._remember(self._too_long, key)
            await self._passing.pass_on(scope, proto, host, fwd)
            return
        await self._answer_failure(scope, proto, key, outcome)

    def _patience(self, flight: Flight, old: Found | None) -> float:
        """Seconds that a reader waits: with an old page at hand, two since the rendering began."""
        most = MISS_SECONDS if old is None else WAIT_SECONDS
        return flight.began_at + most - time.monotonic()

    def _start(self, key: bytes, address: Address) -> Flight:
        target = address.path + (f"?{address.query}" if address.query else "")
        headers = [
            ("host", address.host),
            ("x-forwarded-proto", self.plan.scheme),
            ("x-presswerk-bake", self.plan.token),
            ("x-presswerk-address", str(address)),
        ]
        return self._flights.start(
            key, lambda: self._upstream.render(target, headers), lambda: self._is_fresh(key)
        )

    def _is_fresh(self, key: bytes) -> bool:
        assert self.store is not None
        found = self.store.find(key)
        return found is not None and found.is_fresh and self.store.is_current()

    async def _answer_failure(self, scope: Any, proto: Any, key: bytes, outcome: Outcome | None) -> None:
        """The page could not be made in time: the last good one, Django's own words, or ours."""
        if outcome is None or isinstance(outcome, Elsewhere | TooLong):
            reason = "timeout"
        elif isinstance(outcome, Away):
            reason = "no-connection"
            logger.error("Django does not answer GET %s: %s", self._shown(scope.path), outcome)
        else:
            reason = "stale-if-error"
            logger.error("Django answers GET %s with %s", self._shown(scope.path), outcome.status)
        if self._answer_old(scope, proto, key, reason):
            return
        if isinstance(outcome, Rendered):
            await self._passing.answer_rendered(scope, proto, outcome, "presswerk; fwd=uri-miss")
        else:
            away(proto, scope.method, 504 if outcome is None else 503, self.plan.away_page, reason)

    def _shown(self, path: str) -> str:
        return shown_path(path, self.plan.secret_paths)

    def _answer_old(self, scope: Any, proto: Any, key: bytes, reason: str) -> bool:
        """Answer with what the store has at this moment: a page that was purged hard is there no more."""
        assert self.store is not None
        found = self.store.find(key, codings(scope.headers.get("accept-encoding")))
        if found is None:
            return False
        if not self._answer_with_file(scope, proto, found):
            age = f"; ttl=-{max(0, int(time.time() - found.since))}" if found.strength else ""
            status = f"{HIT}{age}; detail={reason}"
            self._pages.answer(proto, scope.method, scope.headers, found, status)
        return True

    def _remember(self, what: dict[bytes, float], key: bytes) -> None:
        if len(what) >= _MOST_REMEMBERED:
            what.clear()
        what[key] = time.monotonic() + UNBAKED_SECONDS

    def _is_remembered(self, what: dict[bytes, float], key: bytes) -> bool:
        return what.get(key, 0.0) > time.monotonic()

    def _address(self, site: str, path: str, query: str) -> tuple[bytes, Address]:
        """The page's key and address, remembered by what the client wrote."""
        address = Address(site, encoded_path(path), self._queries.canonical(path, query))
        if len(self._addresses) >= _MOST_REMEMBERED:
            self._addresses.clear()
        known = self._addresses[site, path, query] = (address.key, address)
        return known

    # Beside the requests ---------------------------------------------------------------------
    async def _look_at_plan(self) -> None:
        """Take a new plan when Django has written one."""
        while True:
            await asyncio.sleep(LOOK_AT_PLAN_SECONDS)
            if _stamp(self._plan_path) == self._plan_stamp:
                continue
            try:
                self._use(load(self._plan_path))
            except PlanError as error:
                self._plan_stamp = _stamp(self._plan_path)
                logger.error("The front keeps its old plan: %s", error)

    def _keep_log(self) -> None:
        """Begin the log that the plan wants, and end the one before."""
        if self._log_writing is not None:
            self._log_writing.cancel()
            self._log_writing = None
        self._log = AccessLog(self.plan.access_log, self.plan.secret_paths) if self.plan.access_log else None
        if self._log is not None:
            self._log_writing = asyncio.get_running_loop().create_task(self._log.keep_writing())

    async def _note_reads(self) -> None:
        """Tell the store what was read, in a thread, because it may wait for another process's writing."""
        while True:
            await asyncio.sleep(NOTE_READS_SECONDS)
            if self.store is not None:
                with contextlib.suppress(Exception):
                    await asyncio.to_thread(self.store.note_reads)


def _stamp(path: Path) -> int:
    """Changes when the file does."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
