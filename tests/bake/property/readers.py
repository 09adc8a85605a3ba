"""What readers could be shown, compared with what they ought to be shown."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from presswerk.bake.applier import catch_up
from presswerk.bake.asking import FRONT
from presswerk.bake.front.plan import Plan
from presswerk.bake.store import Address, Store, open_store
from presswerk.newsroom.models import FrontPage, SectionPage
from presswerk.newsroom.queries import public_addresses, public_lists
from presswerk.site.outward.references import media_in
from presswerk.site.renewing import render
from presswerk.syndication.feeds.formats import FORMATS
from presswerk.syndication.head import MANIFEST
from presswerk.syndication.models import PaperIcon, SyndicationSettings
from presswerk.syndication.sitemaps import index
from presswerk.syndication.well_known import SECURITY_PATH, TRUST_PATH
from tests.bake.property.debates import debate_paths
from tests.bake.property.inputs import Database, Inputs

HOST = "localhost"
TOKEN = "token-of-the-property-test"
# What may differ between two renderings of one state, or what the store and the front say themselves.
_COMPARED = (
    *("content-type", "location", "content-language", "x-robots-tag", "link", "x-presswerk-file"),
    *("tdm-reservation", "tdm-policy"),
)
# Of so many addresses one is rendered after each edit although nothing that goes into it has changed.
_ONE_OF = 1 if os.environ.get("TESTS_RENDER_ALL") else 16
_OLDER = re.compile(r'href="([^"]+(?:\?before|\?after|sort=[a-z]+&(?:amp;)?after)=[0-9]+)"')


@dataclass(frozen=True)
class Answer:
    """Status, the headers that count, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Proof(NamedTuple):
    """An answer that a rendering gave, and what went into that rendering."""

    answer: Answer
    inputs: Inputs


class Node:
    """One machine: a store of its own before the common database."""

    def __init__(self, folder: Path, handler: WSGIHandler) -> None:
        self.folder = folder
        self.handler = handler
        self.proofs: dict[Address, Proof] = {}

    @property
    def store(self) -> Store:
        return open_store(self.folder)

    def bake(self, address: Address) -> int:
        """Have the page rendered into this node's store, as the front asks for it."""
        settings.BAKE_FOLDER = self.folder
        return render(self.handler, address)


@dataclass(frozen=True)
class Start:
    """All pages of the unedited newspaper, baked; each sequence may begin with a copy."""

    folder: Path
    known: dict[Address, None]
    proofs: dict[Address, Proof]


class Readers:
    """All addresses that were ever public, and on each node what the store holds for them."""

    def __init__(self, folder: Path, nodes: int, start: Start | None = None) -> None:
        self.handler = WSGIHandler()
        settings.FRONT_PLAN = folder / "front.json"
        Plan(hosts={HOST: HOST}, token=TOKEN).save(settings.FRONT_PLAN)
        self.nodes = [Node(folder / f"node{number}", self.handler) for number in range(nodes)]
        self.known: dict[Address, None] = {}
        self.failures: list[str] = []
        self.is_index_true = True
        self.compared = self.rendered = self.rendered_anew = 0
        self._database = Database()
        self._moment = 0.0
        self._checks = 0
        self._paths: tuple[list[str], Inputs] | None = None
        if start is not None:
            self.known |= start.known
            for node in self.nodes:
                shutil.copytree(start.folder, node.folder, ignore=shutil.ignore_patterns("lock.mdb"))
                node.proofs |= start.proofs
        got_request_exception.connect(self._failed, weak=False, dispatch_uid="property")

    def start(self, folder: Path) -> Start:
        """What the first node has now, copied into the folder."""
        shutil.copytree(self.nodes[0].folder, folder)
        return Start(folder, dict(self.known), dict(self.nodes[0].proofs))

    def close(self) -> None:
        """Let go of the stores."""
        for node in self.nodes:
            node.store.forget()

    def _failed(self, sender: Any, request: Any, **_kwargs: Any) -> None:
        import traceback

        self.failures.append(f"{request.path}: {traceback.format_exc()}")

    def apply(self) -> None:
        """Every node applies the log."""
        for node in self.nodes:
            catch_up(node.store, software="one")

    def check(self, after: str, moment: float = 0.0, render_all: bool = False) -> None:
        """What a node calls fresh must be what a rendering says now; what is not fresh is rendered anew.

        `moment` tells how far the clock was turned; `render_all` takes no earlier rendering's word.
        """
        self._database.changed()
        if moment != self._moment:
            self._moment = moment
            self._paths = None
            for node in self.nodes:
                node.proofs.clear()
        self._checks += 1
        wanted = dict.fromkeys(Address(HOST, *_split(path)) for path in self._public_paths())
        moved = {
            Address(HOST, f"{path}/"): None for path in Redirect.objects.values_list("old_path", flat=True)
        }
        self.known |= wanted | moved
        fresh: dict[Address, Proof] = {}
        for node in self.nodes:
            self._check_node(node, wanted, moved, fresh, after, render_all)

    def _public_paths(self) -> list[str]:
        if self._paths is None or not self._database.would_answer_as(self._paths[1]):
            with self._database.noting() as inputs:
                paths = public_paths()
            self._paths = (paths, inputs())
        return self._paths[0]

    def _check_node(
        self,
        node: Node,
        wanted: dict,
        moved: dict,
        fresh: dict[Address, Proof],
        after: str,
        render_all: bool,
    ) -> None:
        waiting = list(self.known)
        seen = set(waiting)
        for number, address in enumerate(waiting):
            found = node.store.find(address.key)
            if found is not None and found.is_fresh:
                stored = Answer(found.kept.status, _counted(found.kept.headers), found.body)
                self.compared += 1
                if render_all or (number + self._checks) % _ONE_OF == 0 or not self._stands(node, address):
                    if address not in fresh:
                        fresh[address] = self._prove(address)
                    node.proofs[address] = fresh[address]
                assert stored == node.proofs[address].answer, (
                    f"{node.folder.name} shows an old {address} after {after}:\n"
                    f"{difference(stored, node.proofs[address].answer)}\n"
                    f"tags: {sorted(node.store.describe(address.key).tags)}"
                )
            elif found is not None or address in wanted or address in moved:
                self._bake(node, address, address in wanted)
                found = node.store.find(address.key)
            if found is not None:
                for named in _named_in(found.body.decode("utf-8", "replace"), found.is_fresh):
                    if named not in seen:
                        seen.add(named)
                        waiting.append(named)
                    self.known.setdefault(named)
                    wanted.setdefault(named)

    def _stands(self, node: Node, address: Address) -> bool:
        """Whether a rendering would now be made of the same as when the page was last rendered."""
        proof = node.proofs.get(address)
        return proof is not None and self._database.would_answer_as(proof.inputs)

    def _prove(self, address: Address) -> Proof:
        self.rendered_anew += 1
        with self._database.noting() as inputs:
            answer = self.plain(address)
        return Proof(answer, inputs())

    def _bake(self, node: Node, address: Address, is_wanted: bool) -> None:
        self.failures.clear()
        node.proofs.pop(address, None)
        with self._database.noting() as inputs:
            status = node.bake(address)
        self.rendered += 1
        assert not self.failures, self.failures[0]
        assert status in self._expected(address, is_wanted), f"{address} answers {status}"
        found = node.store.find(address.key)
        if status not in (200, 410):
            # What is gone leaves its old page behind as stale; nobody is shown it as fresh.
            assert found is None or not found.is_fresh or found.kept.status == status
        else:
            assert found is not None, f"{address} was not kept"
            assert found.is_fresh, f"{address} was kept as stale"
            answer = Answer(found.kept.status, _counted(found.kept.headers), found.body)
            node.proofs[address] = Proof(answer, inputs())

    def _expected(self, address: Address, is_wanted: bool) -> tuple[int, ...]:
        if not is_wanted or address.query:
            return (200, 301, 302, 404, 410)
        is_of_archive = "/archiv/" in address.path or "/archive/" in address.path
        return (200, 404) if is_of_archive and not self.is_index_true else (200,)

    def plain(self, address: Address) -> Answer:
        """A rendering that goes past every store."""
        started: list[Any] = []
        parts = self.handler(_environ(address), lambda *given: started.append(given))  # type: ignore[arg-type]
        body = b"".join(parts)
        parts.close()
        status, headers = int(started[0][0].split(" ", 1)[0]), started[0][1]
        return Answer(status, _counted(headers), body)

    def bodies(self) -> Iterator[tuple[Address, bytes]]:
        """Everything that lies in any store, fresh or not."""
        for node in self.nodes:
            for reading in node.store.most_read(100_000):
                found = node.store.find(reading.address.key)
                if found is not None:
                    yield reading.address, found.body


def public_paths() -> list[str]:
    """Every address that the newspaper itself says is public, and those of its machines."""
    site = Site.objects.get(is_default_site=True)
    pages = [address.path for address in public_addresses.pages(site)]
    found = [*pages, "/robots.txt", "/colours.css", "/sitemap.xml", MANIFEST]
    found += _set_by_the_publisher(site)
    found += [sitemap.path for sitemap in index.sitemaps(site)]
    for part in public_addresses.article_parts(site):
        of_articles = [address.path for address in public_addresses.articles(site, part)]
        found += of_articles + debate_paths(of_articles)
    for parts, of_part in (
        (public_lists.author_parts, public_lists.authors),
        (public_lists.topic_parts, public_lists.topics),
    ):
        for part in parts(site):
            found += [
                path for address in of_part(site, part) for path in (address.path, f"{address.path}feed/")
            ]
    for year in public_lists.archive_years(site):
        found += [address.path for address in public_lists.archive(site, year)]
    for model in (FrontPage, SectionPage):
        urls = [page.url for page in model.objects.live() if page.url in pages]
        found += [f"{url}{of.suffix}" for url in urls for of in FORMATS]
        if model is FrontPage:
            found += [f"{url}{of.of_corrections}" for url in urls for of in FORMATS]
    return list(dict.fromkeys(found))


def _set_by_the_publisher(site: Site) -> list[str]:
    """Files that are there as long as a setting, or the worker, has made them."""
    settings = SyndicationSettings.objects.filter(site=site).first() or SyndicationSettings()
    wanted = {
        SECURITY_PATH: settings.security_contact,
        TRUST_PATH: settings.has_trust_txt,
        "/ai.txt": settings.has_ai_txt,
        "/.well-known/tdmrep.json": settings.tdm_reserved,
    }
    made = PaperIcon.objects.filter(site=site).values_list("name", flat=True)
    return [*(path for path, is_wanted in wanted.items() if is_wanted), *(f"/{name}" for name in made)]


def difference(stored: Answer, fresh: Answer) -> str:
    """The first lines in which two answers differ."""
    if (stored.status, stored.headers) != (fresh.status, fresh.headers):
        return f"{stored.status} {stored.headers} instead of {fresh.status} {fresh.headers}"
    import difflib

    lines = difflib.unified_diff(
        stored.body.decode().splitlines(),
        fresh.body.decode().splitlines(),
        "stored",
        "fresh",
        n=0,
        lineterm="",
    )
    return "\n".join(list(lines)[:14])


def _named_in(text: str, is_fresh: bool) -> Iterator[Address]:
    """What a page shows or leads to that no list of addresses has: older pages, and files of pictures."""
    for path in _OLDER.findall(text):
        # The head of a page names it with its host, which is not always this one.
        yield Address(HOST, *_split(re.sub(r"^https?://[^/]+", "", unescape(path))))
    if is_fresh:
        for name in media_in(text):
            if name.startswith(("pictures/", "cards/")):
                yield Address(HOST, f"/media/{name}")


def _counted(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers if name.lower() in _COMPARED}


def _split(path: str) -> tuple[str, str]:
    path, _mark, query = path.partition("?")
    return path, query


def _environ(address: Address) -> dict[str, Any]:
    from presswerk.site import asking

    environ = asking._environ(address)
    environ.pop("HTTP_X_PRESSWERK_BAKE", None)
    environ.pop("HTTP_X_PRESSWERK_ADDRESS", None)
    # Like the store, a front is told which file it is and not given the file.
    return environ | {"wsgi.input": BytesIO(), FRONT: TOKEN}
