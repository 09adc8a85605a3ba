"""Joining bake and newspaper: what Django's processes do so that the front has pages to show."""

import hashlib
import os
import re
import sys
from collections.abc import Set
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from presswerk.bake import tags
from presswerk.bake.applier import Applier
from presswerk.bake.front.plan import KnownParameters, Plan
from presswerk.bake.node import current_plan, front_token, plan_path, store_of_this_node
from presswerk.bake.store.purges import EVERYTHING
from presswerk.comments.views.debates import PARAMETERS as DEBATE_PARAMETERS
from presswerk.newsroom import addresses
from presswerk.newsroom.views.paging import BEFORE
from presswerk.newsroom.views.topics import PARAMETERS as TOPIC_PARAMETERS
from presswerk.site import worker_watch
from presswerk.site.renewing import Renewer
from presswerk.site.warming import Warmer

log = structlog.get_logger(__name__)

# LMDB lets go of the interpreter with every call, and a thread that renders holds it for so long before it
# gives it back: a purge of thirty tags makes a hundred calls, which at Python's 5 ms would be half a second.
SWITCH_SECONDS = 0.00025


def start_baking(handler: WSGIHandler) -> None:
    """Begin to follow the purge log and to renew pages; called once in each process behind a front."""
    if not front_token():
        return
    sys.setswitchinterval(SWITCH_SECONDS)
    renewer = Renewer(handler)
    renewer.start()
    store = store_of_this_node()
    warmer = Warmer(handler, store)
    warmer.start()
    worker_watch.start()
    telling = TellingFront()
    Applier(store, renewer.ask, software_version(), on_change=telling, on_everything=warmer.ask).start()


class TellingFront:
    """Writes the front's plan anew when the newspaper has other sites, hosts or addresses than it says.

    The plan is made like a page, and looked at again when something is purged that it was made of: comments
    may purge their pages fifty times a second.
    """

    def __init__(self) -> None:
        self._made_of: Set[str] = frozenset()

    def __call__(self, purged: Set[str]) -> None:
        if EVERYTHING not in purged and not purged & self._made_of:
            return
        plan = current_plan()
        if plan is None:
            return
        with tags.collecting() as collected:
            fuller = full_plan(plan)
        self._made_of = collected.tags
        if fuller != plan:
            fuller.save(plan_path())


def full_plan(plan: Plan) -> Plan:
    """The plan with what only the newspaper itself knows: its sites, searches and lists."""
    languages = sorted({root.language for root in addresses.roots()} | {settings.LANGUAGE_CODE})
    searches = tuple(sorted({addresses.search_path(language) for language in languages}))
    return replace(
        plan,
        bakes=True,
        hosts=_hosts(plan),
        passed=tuple(dict.fromkeys([*settings.BAKE_PASSED_ON, *searches])),
        queries=(
            KnownParameters(r"/.*[0-9]/comments/", DEBATE_PARAMETERS),
            KnownParameters(_topics_pattern(languages), TOPIC_PARAMETERS),
            KnownParameters(_lists_pattern(languages), (BEFORE,)),
        ),
    )


def _hosts(plan: Plan) -> dict[str, str]:
    """Host → the one for which pages are rendered: the paper's own, or each site's if there are several."""
    sites = {root.site.hostname: root.site for root in addresses.roots()}
    names = [name for name in plan.hosts if name not in sites]
    default = next(iter(plan.hosts))
    if len(sites) > 1:
        return {**dict.fromkeys(names, default), **{name: name for name in sites}}
    return dict.fromkeys([*plan.hosts, *sites], default)


def _lists_pattern(languages: list[str]) -> str:
    """Paths that may be lists: all but fronts and articles, whose last segment ends in a number."""
    fronts = "|".join(re.escape(addresses.edition_path(language)) + "$" for language in languages)
    return rf"(?!{fronts})(?!.*-?[0-9]+/$)/.+/|.*/(?:{'|'.join(_archive_words(languages))})/[0-9/]+"


def _topics_pattern(languages: list[str]) -> str:
    words = sorted({re.escape(addresses.words(language)["topic"]) for language in languages})
    return rf"(?:/[a-z-]+)?/(?:{'|'.join(words)})/[^/]+/"


def _archive_words(languages: list[str]) -> list[str]:
    return sorted({re.escape(addresses.words(language)["archive"]) for language in languages})


def software_version() -> str:
    """Changes when pages may come out otherwise although no data changed: software, design, settings."""
    digest = hashlib.sha256()
    source = Path(__file__).resolve().parents[1]
    for folder, _folders, names in sorted(os.walk(source)):
        for name in sorted(names):
            if name.endswith((".py", ".html", ".css", ".js", ".mo", ".txt", ".xml")):
                status = os.stat(os.path.join(folder, name))
                digest.update(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    digest.update(repr(sorted(_settings().items())).encode())
    return digest.hexdigest()[:16]


def _settings() -> dict[str, Any]:
    names = (
        "BASE_URL", "LANGUAGE_CODE", "LANGUAGES", "TIME_ZONE", "ADMIN_PATH", "SECURE_CSP", "DEBUG",
        "THEME_STATE",
    )  # fmt: skip
    return {name: getattr(settings, name, None) for name in names}
