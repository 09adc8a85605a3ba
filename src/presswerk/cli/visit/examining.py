"""What is looked at, and what is said about it."""

import json
import secrets
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.cli.refusal import Refusal
from presswerk.cli.visit import markup
from presswerk.cli.visit.fetching import Answer, Visitor
from presswerk.cli.words import _

LONGEST_TOLD = 5
MOST_TRIES = 5
SLOW_SECONDS = 0.5
LEAST_HSTS_SECONDS = 15_552_000  # half a year, as the lists of browsers ask for
FEW_DAYS = 14
MOST_HOPS = 5
MOST_CHILD_SITEMAPS = 3
Told = Callable[[str, int, int], None]


@dataclass
class Seen:
    """What the visit has found so far."""

    front: Answer
    pages: dict[str, Answer] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)  # address → what and where
    foreign: dict[str, str] = field(default_factory=dict)  # address → the page that loads it
    feeds: dict[str, None] = field(default_factory=dict)
    not_followed: int = 0
    cookies: dict[str, str] = field(default_factory=dict)  # name → path


def examine(visitor: Visitor, most_pages: int, told: Told) -> Iterator[Finding]:
    """All findings, in order. Raises Refusal where there is no newspaper to look at."""
    front = _front_page(visitor)
    seen = Seen(front)
    robots, robots_text = _robots(visitor)
    _crawl(visitor, seen, robots, most_pages, told)
    yield from _transport(visitor, front)
    yield from _headers(front)
    yield _cookies(seen)
    yield _third_parties(seen)
    yield _links(seen)
    yield from _feeds(visitor, seen)
    yield from _sitemap(visitor, robots_text)
    yield robots_finding(robots_text, robots)
    yield _missing_page(visitor)
    yield from _compression(visitor)
    yield _ready_pages(visitor)
    yield _times(seen)


def _front_page(visitor: Visitor) -> Answer:
    path = "/"
    for _hop in range(MOST_HOPS):
        answer = visitor.get(path)
        if answer.status not in (301, 302, 303, 307, 308):
            break
        to = urlsplit(urljoin(visitor.site.geturl() + path, answer.header("location")))
        if to.hostname != visitor.site.hostname:
            raise Refusal(
                _("{address} leads to another host: {other}.").format(
                    address=visitor.site.geturl(), other=f"{to.scheme}://{to.netloc}"
                ),
                _("Check that one, if it is yours."),
            )
        if (to.scheme, to.port) != (visitor.site.scheme, visitor.site.port):
            visitor.close()
            visitor.site = visitor.site._replace(scheme=to.scheme, netloc=to.netloc)
        path = to.path or "/"
    else:
        raise Refusal(
            _("{address} leads in circles.").format(address=visitor.site.geturl()),
            _("See what its server redirects."),
        )
    if answer.status != 200 or answer.kind not in ("text/html", "application/xhtml+xml") or not answer.body:
        raise Refusal(
            _("{address} answers, but with no newspaper: status {status}, {kind}.").format(
                address=visitor.site.geturl(), status=answer.status, kind=answer.kind or _("no type")
            ),
            _("See that the address is the newspaper's own, without a path."),
        )
    return answer


# Walking ----------------------------------------------------------------------------------------
def _crawl(visitor: Visitor, seen: Seen, robots: RobotFileParser, most: int, told: Told) -> None:
    """Read pages breadth first, one after the other, and look at what they load and where they lead."""
    origin = visitor.site.geturl()
    waiting: dict[str, str] = {origin + seen.front.path: ""}
    known = set(waiting)
    files: set[str] = set()
    while waiting and len(seen.pages) < most:
        address = next(iter(waiting))
        source = waiting.pop(address)
        path = address.removeprefix(origin) or "/"
        answer = seen.front if path == seen.front.path else visitor.get(path)
        told(_("Reading pages"), len(seen.pages), most)
        if not _is_whole(visitor, answer, path, source, seen):
            continue
        seen.pages[path] = answer
        if answer.kind != "text/html":
            continue
        named = markup.read_page(answer.body, origin + path)
        seen.feeds.update(dict.fromkeys(one for one in named.feeds if one.startswith(origin + "/")))
        _look_at_loaded(visitor, seen, named, path, files, most)
        for link in named.links:
            inner = link.startswith(origin + "/") or link == origin
            if inner and link not in known and robots.can_fetch("presswerk-check", link):
                known.add(link)
                waiting[link] = path
    seen.not_followed = len(waiting)


def _is_whole(visitor: Visitor, answer: Answer, path: str, source: str, seen: Seen) -> bool:
    seen.cookies.update(dict.fromkeys(answer.cookies, path))
    hops = 0
    while answer.status in (301, 302, 303, 307, 308) and hops < MOST_HOPS:
        to = urljoin(visitor.site.geturl() + path, answer.header("location"))
        if not to.startswith(visitor.site.geturl()):
            return False
        path = to.removeprefix(visitor.site.geturl()) or "/"
        answer, hops = visitor.get(path), hops + 1
    if answer.status >= 400:
        seen.broken[path] = f"{answer.status} ← {source or '/'}"
    return answer.status == 200 and hops == 0


def _look_at_loaded(
    visitor: Visitor, seen: Seen, named: markup.Named, page: str, files: set[str], most: int
) -> None:
    origin = visitor.site.geturl()
    for address in named.loaded:
        if not address.startswith(origin + "/"):
            seen.foreign.setdefault(address, page)
            continue
        if address in files or len(files) >= 2 * most:
            continue
        files.add(address)
        path = address.removeprefix(origin)
        is_style = urlsplit(address).path.endswith(".css")
        answer = visitor.get(path, method="GET" if is_style else "HEAD")
        seen.cookies.update(dict.fromkeys(answer.cookies, path))
        if answer.status >= 400:
            seen.broken[path] = f"{answer.status} ← {page}"
        if is_style:
            for loaded in markup.addresses_in_css(answer.body.decode("utf-8", "replace")):
                inner = urljoin(address, loaded)
                if inner.startswith(("http://", "https://")) and not inner.startswith(origin + "/"):
                    seen.foreign.setdefault(inner, path)


def _few(names: list[str]) -> str:
    more = f" … (+{len(names) - LONGEST_TOLD})" if len(names) > LONGEST_TOLD else ""
    return ", ".join(names[:LONGEST_TOLD]) + more


# What is said -----------------------------------------------------------------------------------
def _transport(visitor: Visitor, front: Answer) -> Iterator[Finding]:
    if visitor.site.scheme != "https":
        yield attention(
            "TLS", _("readers reach it unencrypted"), _("Put it behind TLS: docs/how-to/behind-tls.md.")
        )
        return
    days = visitor.certificate_days()
    if days is None:
        yield attention("TLS", _("its certificate was not checked"), _("Check again without --insecure."))
    elif days < FEW_DAYS:
        yield attention(
            "TLS",
            _("its certificate ends in {days} days").format(days=days),
            _("See that it is renewed by itself."),
        )
    else:
        yield well("TLS", _("its certificate is trusted for {days} days more").format(days=days))
    seconds = _hsts_seconds(front.header("strict-transport-security"))
    if seconds >= LEAST_HSTS_SECONDS:
        yield well("HSTS", _("browsers come by TLS for {days} days").format(days=seconds // 86400))
    else:
        yield wrong(
            "HSTS",
            _("browsers are not told to come by TLS for at least half a year"),
            _("Set PRESSWERK_BASE_URL to the https address; see that the proxy does not remove the header."),
        )


def _hsts_seconds(header: str) -> int:
    for part in header.split(";"):
        name, _equals, value = part.strip().partition("=")
        if name.lower() == "max-age" and value.strip('"').isdigit():
            return int(value.strip('"'))
    return 0


def _headers(front: Answer) -> Iterator[Finding]:
    policy = front.header("content-security-policy")
    missing = [
        name
        for name, there in (
            ("Content-Security-Policy", bool(policy)),
            ("X-Content-Type-Options", front.header("x-content-type-options").lower() == "nosniff"),
            ("Referrer-Policy", bool(front.header("referrer-policy"))),
            ("X-Frame-Options", bool(front.header("x-frame-options")) or "frame-ancestors" in policy),
            ("Permissions-Policy", bool(front.header("permissions-policy"))),
            ("Cross-Origin-Opener-Policy", bool(front.header("cross-origin-opener-policy"))),
        )
        if not there
    ]
    mend = _("The newspaper sends them; see what the proxy removes.")
    if missing:
        yield wrong(_("Headers"), _("missing: {names}").format(names=", ".join(missing)), mend)
    elif "'unsafe-inline'" in policy.partition("script-src")[2].partition(";")[0]:
        yield wrong(_("Headers"), _("the content policy lets scripts stand in the page"), mend)
    else:
        yield well(_("Headers"), _("all that protect readers are there"))


def _cookies(seen: Seen) -> Finding:
    if not seen.cookies:
        return well(_("Cookies"), _("none is set"))
    where = [f"{name} ({path})" for name, path in sorted(seen.cookies.items())]
    return wrong(
        _("Cookies"), _("readers get: {names}").format(names=_few(where)),
        _("The newspaper sets none for readers; see what the proxy or a plugin adds."),
    )  # fmt: skip


def _third_parties(seen: Seen) -> Finding:
    if not seen.foreign:
        return well(_("Third parties"), _("no page loads anything from elsewhere"))
    hosts: dict[str, str] = {}
    for address, page in seen.foreign.items():
        hosts.setdefault(urlsplit(address).netloc, page)
    told = [f"{host} ← {page}" for host, page in sorted(hosts.items())]
    return wrong(
        _("Third parties"), _("pages load from elsewhere: {hosts}").format(hosts=_few(told)),
        _("Store it in the newspaper, or show it after a click."),
    )  # fmt: skip


def _links(seen: Seen) -> Finding:
    if seen.broken:
        told = [f"{path} ({what})" for path, what in sorted(seen.broken.items())]
        return wrong(
            _("Links"), _("{count} lead nowhere: {names}").format(count=len(told), names=_few(told)),
            _("Correct them in the articles named, or add a redirect."),
        )  # fmt: skip
    found = _("{count} pages read, none of their links is broken").format(count=len(seen.pages))
    if seen.not_followed:
        found += "; " + _("{count} further ones were not followed").format(count=seen.not_followed)
    return well(_("Links"), found)


def _feeds(visitor: Visitor, seen: Seen) -> Iterator[Finding]:
    origin = visitor.site.geturl()
    if not seen.feeds:
        yield attention(
            _("Feeds"), _("no page names one"), _("See that the theme keeps the links in the head.")
        )
        return
    faults = []
    for address in list(seen.feeds)[:10]:
        path = address.removeprefix(origin)
        answer = visitor.get(path)
        if answer.status != 200:
            faults.append(f"{path} ({answer.status})")
        elif not _is_feed(answer):
            faults.append(f"{path} ({answer.kind})")
    if faults:
        yield wrong(
            _("Feeds"), _("they cannot be read: {names}").format(names=_few(faults)),
            _("See what the newspaper's log says of them."),
        )  # fmt: skip
    else:
        yield well(_("Feeds"), _("{count} named, those looked at can be read").format(count=len(seen.feeds)))


def _is_feed(answer: Answer) -> bool:
    if answer.kind in ("application/feed+json", "application/json"):
        try:
            return "items" in json.loads(answer.body)
        except ValueError:
            return False
    root = markup.read_xml(answer.body)
    return root is not None and markup.name_of(root) in ("rss", "feed", "RDF")


def _robots(visitor: Visitor) -> tuple[RobotFileParser, str]:
    answer = visitor.get("/robots.txt")
    parser = RobotFileParser()
    text = (
        answer.body.decode("utf-8", "replace") if answer.status == 200 and answer.kind == "text/plain" else ""
    )
    parser.parse(text.splitlines())
    return parser, text


def robots_finding(text: str, parser: RobotFileParser) -> Finding:
    """Whether search engines are told something, and whether they are let in."""
    if not text:
        return attention("robots.txt", _("there is none"), _("See whether the proxy answers it instead."))
    if not parser.can_fetch("Googlebot", "/"):
        return attention(
            "robots.txt", _("it keeps search engines out"), _("Allow / if readers shall find the newspaper.")
        )
    return well("robots.txt", _("search engines may read the front page"))


def _sitemap(visitor: Visitor, robots_text: str) -> Iterator[Finding]:
    origin = visitor.site.geturl()
    named = [
        line.partition(":")[2].strip()
        for line in robots_text.splitlines()
        if line.lower().startswith("sitemap:")
    ]
    addresses = named or [f"{origin}/sitemap.xml"]
    count, faults = 0, []
    children = 0
    while addresses:
        address = addresses.pop(0)
        if not address.startswith(origin + "/"):
            faults.append(_("{address} is of another site").format(address=address))
            continue
        answer = visitor.get(address.removeprefix(origin))
        root = markup.read_xml(answer.body) if answer.status == 200 else None
        if root is None or markup.name_of(root) not in ("sitemapindex", "urlset"):
            faults.append(f"{address.removeprefix(origin)} ({answer.status}, {answer.kind})")
            continue
        places = [
            (loc.text or "").strip()
            for loc in root.iter("{*}loc")
            if markup.name_of(loc.getparent()) in ("url", "sitemap")
        ]
        if markup.name_of(root) == "sitemapindex":
            addresses += places[: MOST_CHILD_SITEMAPS - children]
            children += len(places)
            continue
        count += len(places)
        faults += [
            _("{address} is of another site").format(address=place)
            for place in places
            if not place.startswith(origin)
        ]
        for place in places[:1]:
            if place.startswith(origin) and (status := visitor.get(place.removeprefix(origin)).status) != 200:
                faults.append(f"{place.removeprefix(origin)} ({status})")
    if faults:
        yield wrong(
            _("Sitemap"), _few(faults), _("See that PRESSWERK_BASE_URL is the address that readers use.")
        )
    elif not count:
        yield attention(_("Sitemap"), _("it names no page"), _("Publish an article, and look again."))
    else:
        yield well(
            _("Sitemap"), _("it can be read; {count} addresses in what was looked at").format(count=count)
        )


def _missing_page(visitor: Visitor) -> Finding:
    answer = visitor.get(f"/presswerk-check-{secrets.token_hex(6)}/")
    if answer.status == 404:
        return well("404", _("an address that is none is answered 404"))
    return wrong(
        "404", _("an address that is none is answered {status}").format(status=answer.status),
        _("Search engines would take it for a page; see what the proxy does with errors."),
    )  # fmt: skip


def _ready(visitor: Visitor, coding: str = "identity") -> Answer:
    """The front page, asked for again where it was made for this very request and so went out unpacked."""
    for _number in range(MOST_TRIES):
        answer = visitor.get("/", coding=coding)
        if "fwd=" not in answer.header("cache-status"):
            break
    return answer


def _compression(visitor: Visitor) -> Iterator[Finding]:
    packed = _ready(visitor, "gzip").header("content-encoding")
    brotli = _ready(visitor, "br, gzip").header("content-encoding")
    if packed != "gzip" and brotli not in ("br", "gzip"):
        yield wrong(_("Compression"), _("pages are sent unpacked"), _("See whether the proxy unpacks them."))
    elif brotli != "br":
        yield attention(
            _("Compression"), _("gzip, but no Brotli"), _("Let the proxy pass Accept-Encoding on.")
        )
    else:
        yield well(_("Compression"), _("Brotli and gzip"))


def _ready_pages(visitor: Visitor) -> Finding:
    status = _ready(visitor).header("cache-status")
    if "hit" in status:
        return well("Cache-Status", status)
    return attention(
        "Cache-Status", status or _("there is none"),
        _("The front page did not come ready from the store; see presswerk doctor on its machine."),
    )  # fmt: skip


def _times(seen: Seen) -> Finding:
    seconds = [answer.seconds for answer in seen.pages.values()]
    median, worst = statistics.median(seconds), max(seconds)
    found = _("{median} ms in the middle, {worst} ms at worst, of {count} pages").format(
        median=round(median * 1000), worst=round(worst * 1000), count=len(seconds)
    )
    if median > SLOW_SECONDS:
        return attention(_("Response times"), found, _("Look from nearer by; then see presswerk doctor."))
    return well(_("Response times"), found)
