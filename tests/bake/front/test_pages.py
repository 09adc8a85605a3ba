"""Baked pages as readers get them."""

import gzip
import time

import brotli
import pytest

from .client import ask, parse, raw
from .conftest import HOST, Newspaper


def test_a_page_is_rendered_once_and_then_comes_from_the_store(paper: Newspaper) -> None:
    name = paper.new_page("text")
    first, second = paper.get(f"/page/{name}"), paper.get(f"/page/{name}")
    assert first.headers["cache-status"] == "presswerk; fwd=uri-miss; stored"
    assert second.headers["cache-status"] == "presswerk; hit"
    assert first.body == second.body == b"text|\n" * 200
    assert paper.renders(name) == 1


def test_each_coding_has_its_etag_and_is_the_same_page(paper: Newspaper) -> None:
    name = paper.new_page()
    plain = paper.get(f"/page/{name}")
    packed = paper.get(f"/page/{name}", Accept_Encoding="gzip")
    small = paper.get(f"/page/{name}", Accept_Encoding="gzip;q=0.5, br")
    assert gzip.decompress(packed.body) == brotli.decompress(small.body) == plain.body
    assert (packed.headers["content-encoding"], small.headers["content-encoding"]) == ("gzip", "br")
    assert "content-encoding" not in plain.headers
    etags = {one.headers["etag"] for one in (plain, packed, small)}
    assert len(etags) == 3
    assert all(etag.startswith('"') for etag in etags), "a weak one would be no good for ranges"
    assert {one.headers["vary"] for one in (plain, packed, small)} == {"accept-encoding"}


def test_what_shared_caches_need_is_there(paper: Newspaper) -> None:
    headers = paper.get(f"/page/{paper.new_page()}").headers
    assert "max-age=60" in headers["cache-control"]
    assert "stale-while-revalidate=" in headers["cache-control"]
    assert headers["cdn-cache-control"] == "max-age=31536000"
    assert headers["surrogate-key"].startswith("all ")
    assert headers["link"] == "</a.css>; rel=preload"


def test_a_client_that_has_the_page_gets_304(paper: Newspaper) -> None:
    name = paper.new_page()
    first = paper.get(f"/page/{name}")
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    same = paper.get(f"/page/{name}", If_None_Match=f'"other", W/{etag}')
    assert (same.status, same.body) == (304, b"")
    assert same.headers["etag"] == etag
    assert "cache-control" in same.headers
    assert paper.get(f"/page/{name}", If_Modified_Since=modified).status == 304
    assert paper.get(f"/page/{name}", If_None_Match="*").status == 304


def test_an_etag_of_another_coding_and_an_older_date_get_the_page(paper: Newspaper) -> None:
    name = paper.new_page()
    etag = paper.get(f"/page/{name}").headers["etag"]
    assert paper.get(f"/page/{name}", If_None_Match=etag, Accept_Encoding="gzip").status == 200
    old = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert paper.get(f"/page/{name}", If_Modified_Since=old).status == 200
    assert paper.get(f"/page/{name}", If_Modified_Since="yesterday").status == 200
    now = paper.get(f"/page/{name}").headers["last-modified"]
    differs = paper.get(f"/page/{name}", If_None_Match='"other"', If_Modified_Since=now)
    assert differs.status == 200, "the date does not count beside an entity tag"


def test_head_is_get_without_the_body(paper: Newspaper) -> None:
    name = paper.new_page()
    missed, got, headed = (paper.get(f"/page/{name}", method) for method in ("HEAD", "GET", "HEAD"))
    assert missed.body == headed.body == b""
    assert headed.headers["content-length"] == str(len(got.body))
    assert headed.headers["etag"] == got.headers["etag"]


def test_unknown_parameters_neither_reach_django_nor_multiply_pages(paper: Newspaper) -> None:
    name = paper.new_page("x")
    paper.get(f"/page/{name}?a=1&utm_source=y&b=2")
    again = paper.get(f"/page/{name}?b=2&fbclid=3&a=1&a=9")
    assert again.headers["cache-status"] == "presswerk; hit"
    assert again.body.startswith(b"x|b=2&a=1\n")
    assert paper.get(f"/page/{name}?fbclid=4").body.startswith(b"x|\n")
    assert paper.renders(name) == 2


def test_spellings_of_a_path_are_one_page(paper: Newspaper) -> None:
    name = paper.new_page()
    paper.get(f"/page/{name}")
    assert paper.get(f"/p%61ge/{name}").headers["cache-status"] == "presswerk; hit"


def test_the_page_is_rendered_for_the_configured_host(paper: Newspaper) -> None:
    name = paper.new_page()
    paper.get(f"/page/{name}")
    assert paper.get(f"/page/{name}", Host="127.0.0.1:9").headers["cache-status"] == "presswerk; hit"
    assert paper.get(f"/page/{name}", Host="PAPER.example.").headers["cache-status"] == "presswerk; hit"


@pytest.mark.parametrize("host", ["other.example", "", "paper.example.evil", "127.0.0.2"])
def test_an_unknown_host_is_misdirected(paper: Newspaper, host: str) -> None:
    assert paper.get("/", Host=host).status in (400, 421)


def test_a_request_without_host_is_bad(paper: Newspaper) -> None:
    assert parse(raw(paper.port, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).status == 400


def test_the_host_of_an_absolute_address_counts(paper: Newspaper) -> None:
    name = paper.new_page()
    good = ask(paper.port, "GET", f"http://{HOST}/page/{name}", {"Host": "other.example"})
    bad = ask(paper.port, "GET", f"http://other.example/page/{name}", {"Host": HOST})
    assert (good.status, bad.status) == (200, 421)


def test_staff_go_round_the_bake_and_made_up_cookies_do_not(paper: Newspaper) -> None:
    name = paper.new_page()
    paper.get(f"/page/{name}")
    staff = paper.get(f"/page/{name}", Cookie=paper.staff_cookie())
    assert staff.headers["cache-status"] == "presswerk; fwd=bypass; detail=staff"
    assert staff.headers["cache-control"] == "private"
    for cookie in (
        "sessionid=abc",
        "staff=99999999999.00",
        f"{paper.staff_cookie()}x",
        "staff=",
        "x=staff=1",
    ):
        assert paper.get(f"/page/{name}", Cookie=cookie).headers["cache-status"] == "presswerk; hit"
    late = paper.staff_cookie(seconds=-1)
    assert paper.get(f"/page/{name}", Cookie=late).headers["cache-status"] == "presswerk; hit"


def test_answers_that_set_cookies_or_last_a_moment_are_not_kept(paper: Newspaper) -> None:
    for _ in range(2):
        answer = paper.get("/cookie/")
        assert [value for name, value in answer.all_headers if name == "set-cookie"] == ["a=1", "b=2"]
        moved = paper.get("/moved/")
        assert (moved.status, moved.headers["location"]) == (302, "/page/a")
        assert paper.get("/nothing/").status == 404


def test_what_was_asked_for_before_it_was_published_is_kept_at_once(paper: Newspaper) -> None:
    """As when a crowd waits at an announced address for an embargo to end."""
    name = paper.new_page("unpublished")
    before = 20  # so that each process of the front was asked
    assert {paper.get(f"/page/{name}").status for _ in range(before)} == {404}
    paper.write(name, "published")
    assert paper.get(f"/page/{name}").headers["cache-status"] == "presswerk; fwd=uri-miss; stored"
    assert paper.get(f"/page/{name}").headers["cache-status"] == "presswerk; hit"
    assert paper.renders(name) == before + 1


def test_a_page_that_expired_is_rendered_anew(paper: Newspaper) -> None:
    name = paper.new_page("expired")
    paper.get(f"/page/{name}")
    paper.write(name, "new")
    answer = paper.get(f"/page/{name}")
    assert answer.body.startswith(b"new|")
    assert answer.headers["cache-status"] == "presswerk; fwd=stale; stored"


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip", gzip.decompress), ("br, gzip", brotli.decompress)])
def test_a_page_that_the_store_could_not_keep_goes_out_packed(paper: Newspaper, accepted, unpack) -> None:
    name = paper.new_page("expired")
    packed = paper.get(f"/page/{name}", Accept_Encoding=accepted)
    assert "stored" not in packed.headers["cache-status"]
    assert packed.headers["content-encoding"] == accepted.partition(",")[0]
    assert unpack(packed.body) == b"expired|\n" * 200
    plain = paper.get(f"/page/{name}")
    assert (plain.body, plain.headers["vary"]) == (b"expired|\n" * 200, "accept-encoding")
    assert "content-encoding" not in plain.headers


def test_pages_of_a_store_that_nobody_keeps_current_are_rendered_anew(paper: Newspaper) -> None:
    name = paper.new_page("old")
    paper.get(f"/page/{name}")
    paper.write(name, "new")  # without a purge, as if whoever applies purges had died
    paper.store.caught_up(at=time.time() - 60)
    answer = ask(paper.port, "GET", f"/page/{name}", {"Host": HOST})
    assert answer.body.startswith(b"new|")
