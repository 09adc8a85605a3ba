"""What both sides of bench/render.py do with a request: the same loop in two processes.

A line in: a key, a tab, how many requests. A line of JSON out: how long each took in milliseconds (`ms`, by
the clock, and `cpu_ms`, of the processor), and from a request of its own the queries, bytes and status.
Before each request Django's caches are emptied except what the reference's Wagtail keeps of site roots;
neither side has caches of parts of pages.
"""

import gc
import json
import sys
import time
from collections.abc import Mapping
from io import BytesIO
from typing import Any

HOST = "127.0.0.1"


def answer(addresses: Mapping[str, str], more: Mapping[str, Mapping[str, str]]) -> None:
    """Serve the loop. `more` goes into the WSGI environment, by key."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    application = get_wsgi_application()
    print(json.dumps({"keys": list(addresses)}), flush=True)
    for line in sys.stdin:
        key, times = line.rstrip("\n").split("\t")
        path, extra = addresses[key], more.get(key, {})
        _ask(application, path, extra)
        with CaptureQueriesContext(connection) as captured:
            status, body = _ask(application, path, extra)
        queries = len(captured)
        ms, cpu_ms = [], []
        gc.collect()
        for _time in range(int(times)):
            _forget_parts()
            began, cpu_began = time.perf_counter(), time.process_time()
            _ask(application, path, extra)
            ms.append(1000 * (time.perf_counter() - began))
            cpu_ms.append(1000 * (time.process_time() - cpu_began))
        found = {"ms": ms, "cpu_ms": cpu_ms, "queries": queries, "status": status, "bytes": len(body)}
        print(json.dumps(found), flush=True)


def _forget_parts() -> None:
    """Empty every cache but the one of site roots, which is no part of a page."""
    from django.core.cache import caches

    for cache in caches.all():
        roots = cache.get("wagtail_site_root_paths", version=_roots_version())
        cache.clear()
        if roots is not None:
            cache.set("wagtail_site_root_paths", roots, 3600, version=_roots_version())


def _roots_version() -> int:
    from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_VERSION

    return SITE_ROOT_PATHS_CACHE_VERSION


def _ask(application: Any, path: str, extra: Mapping[str, str]) -> tuple[int, bytes]:
    status = ""

    def start_response(line: str, _headers: list[tuple[str, str]], *_rest: Any) -> Any:
        nonlocal status
        status = line
        return lambda data: None

    answer = application(_environ(path) | extra, start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return int(status.split(" ", 1)[0]), body


def _environ(path: str) -> dict[str, Any]:
    """A WSGI environment (PEP 3333) like that of the front's requests: anonymous, without coding."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
