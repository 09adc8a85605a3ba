"""What a visit finds on sites with one fault each. About 2 s."""

import pytest

from presswerk.cli.checks.finding import Finding, State
from presswerk.cli.refusal import Refusal
from presswerk.cli.visit.examining import examine
from presswerk.cli.visit.fetching import Visitor, site_address

from .sites import Page, good, site


def look(address: str, pages: int = 50) -> dict[str, Finding]:
    visitor = Visitor(site_address(address), pause_seconds=0)
    found = list(examine(visitor, pages, lambda step, done, total: None))
    visitor.close()
    return {finding.subject: finding for finding in found}


def wrongs(found: dict[str, Finding]) -> set[str]:
    return {subject for subject, finding in found.items() if finding.state is State.WRONG}


def test_a_good_site_is_well_but_for_tls_and_brotli() -> None:
    with site(good) as address:
        found = look(address)

    assert wrongs(found) == set()
    assert {one for one, finding in found.items() if finding.state is State.ATTENTION} == {
        "TLS",
        "Compression",
    }
    assert found["Links"].found.startswith("2 pages read")


FAULTS = {
    "Cookies": ("/politik/", Page(headers=Page().headers | {"Set-Cookie": "track=1"}), "track (/politik/)"),
    "Third parties": (
        "/politik/",
        Page(b"<script src='https://cdn.example/a.js'></script><img src='//img.example/p.png'>"),
        "cdn.example ← /politik/, img.example ← /politik/",
    ),
    "Links": (
        "/politik/",
        Page(b"<a href='/weg/'>weg</a><img src='/nichts.png'>"),
        "/nichts.png (404 ← /politik/)",
    ),
    "Headers": ("/", Page(headers={}), "missing: Content-Security-Policy"),
    "Feeds": ("/feed/", Page(b"<html>no feed", kind="text/html"), "/feed/ (text/html)"),
    "Sitemap": (
        "/sitemap.xml",
        Page(b"<urlset><url><loc>http://other.example/</loc></url></urlset>"),
        "another site",
    ),
}


@pytest.mark.parametrize("subject", FAULTS)
def test_a_fault_is_found_and_nothing_else(subject: str) -> None:
    path, page, told = FAULTS[subject]
    with site(lambda address: good(address) | {path: page}) as address:
        found = look(address)

    assert wrongs(found) == {subject}
    assert told in found[subject].found
    assert found[subject].mend


def test_a_style_sheet_that_loads_from_elsewhere_is_found() -> None:
    style = Page(b"@import 'https://fonts.example/f.css';", kind="text/css")
    with site(lambda address: good(address) | {"/a.css": style}) as address:
        assert "fonts.example ← /a.css" in look(address)["Third parties"].found


def test_it_stops_after_so_many_pages_and_says_how_many_it_left() -> None:
    endless = {
        f"/{n}/": Page(f"<a href='/{n + 1}/'>a</a><a href='/x{n}/'>b</a>".encode()) for n in range(100)
    }
    endless |= {f"/x{n}/": Page() for n in range(100)}
    with site(lambda address: good(address) | endless | {"/": Page(b"<a href='/0/'>a</a>")}) as address:
        found = look(address, pages=5)

    assert (
        found["Links"].found
        == "5 pages read, none of their links is broken; 3 further ones were not followed"
    )


def test_a_missing_page_that_is_answered_200_is_wrong() -> None:
    class Everything(dict):
        def get(self, key, default=None):
            return dict.get(self, key) or Page()

    with site(lambda address: Everything(good(address))) as address:
        assert wrongs(look(address)) == {"404"}


@pytest.mark.parametrize(
    ("pages", "sentence"),
    [
        (
            {"/": Page(status=302, headers={"Location": "https://other.example/"})},
            "leads to another host: https://other.example.",
        ),
        ({"/": Page(status=302, headers={"Location": "/"})}, "leads in circles."),
        (
            {"/": Page(b"{}", kind="application/json")},
            "answers, but with no newspaper: status 200, application/json.",
        ),
        ({}, "answers, but with no newspaper: status 404, text/html."),
    ],
)
def test_what_is_no_newspaper_is_told_in_a_sentence(pages, sentence) -> None:
    with site(pages) as address, pytest.raises(Refusal) as refused:
        look(address)

    assert refused.value.sentence == f"{address} {sentence}"


@pytest.mark.parametrize("text", ["", "ftp://a.example", "https://", "a b", "https://a:99999999"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="is no address of a site"):
        site_address(text)


def test_a_host_that_is_none_and_a_port_where_nobody_listens_are_told() -> None:
    with site({}) as address:
        pass
    with pytest.raises(Refusal, match="cannot be reached: Connection refused"):
        look(address)
    with pytest.raises(Refusal, match=r"There is no host nothing\.invalid"):
        look("http://nothing.invalid")
    assert site_address("zeitung.example").geturl() == "https://zeitung.example"
    assert (
        site_address("https://u:p@zeitung.example:8443/politik/?a#b").geturl()
        == "https://zeitung.example:8443"
    )
