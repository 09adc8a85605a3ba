"""Small files at fixed places: each with its setting, each by its specification."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from presswerk import bake
from presswerk.newsroom.models import SiteSettings
from presswerk.syndication.crawlers import CRAWLERS
from presswerk.syndication.lines import validate_addresses, validate_contact
from tests import world
from tests.bake.property.clock import TurnedClock

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def text_at(reader):
    def read(address: str) -> list[str]:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        return answer.content.decode().splitlines()

    return read


@pytest.mark.parametrize(
    "address", ["/.well-known/security.txt", "/trust.txt", "/ai.txt", "/.well-known/tdmrep.json"]
)
def test_none_of_them_is_there_before_the_publisher_wants_it(politik, reader, address):
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "tdm-reservation" not in reader.get("/")


# security.txt (RFC 9116) --------------------------------------------------------------------------
def fields_of(lines: list[str]) -> dict[str, str]:
    """By the grammar of section 4: name, colon, blank, value."""
    assert all(re.fullmatch(r"[!-9;-~]+: \S.*", line) for line in lines)
    return dict(line.split(": ", 1) for line in lines)


def test_security_txt_has_what_the_rfc_demands(politik, being_found, text_at, reader):
    being_found(security_contact="loch@bote.example", security_policy="https://bote.example/loecher")
    lines = text_at("/.well-known/security.txt")
    fields = fields_of(lines)
    assert len(fields) == len(lines)
    assert fields["Contact"] == "mailto:loch@bote.example"
    assert fields["Canonical"] == f"{BASE}/.well-known/security.txt"
    assert fields["Policy"] == "https://bote.example/loecher"
    assert fields["Preferred-Languages"] == "de"
    moved = reader.get("/security.txt")
    assert (moved.status_code, moved["Location"]) == (301, "/.well-known/security.txt")


def test_its_expiry_lies_ahead_by_less_than_a_year_and_moves_on(politik, being_found, text_at, monkeypatch):
    being_found(security_contact="https://bote.example/loch")
    clock = TurnedClock(monkeypatch)
    seen = set()
    for _month in range(14):
        with bake.collecting() as collected:
            fields = fields_of(text_at("/.well-known/security.txt"))
        expires = datetime.fromisoformat(fields["Expires"])
        assert timedelta(days=140) < expires - timezone.now() < timedelta(days=190)
        assert collected.expires_at is not None
        # The stored page is another one at the moment from which a fresh one would say another date.
        assert timezone.now() < collected.expires_at <= timezone.now() + timedelta(days=31)
        seen.add(expires)
        clock.forward(int((collected.expires_at - timezone.now()).total_seconds() // 60) + 2)
    assert len(seen) == 14
    assert all(moment.astimezone(UTC).day == 1 for moment in seen)
    assert fields["Contact"] == "https://bote.example/loch"


# trust.txt ---------------------------------------------------------------------------------------
def test_trust_txt_says_to_whom_the_paper_belongs(politik, being_found, text_at, reader):
    SiteSettings.objects.update(contact_email="post@bote.example")
    imprint = world.make_plain_page("Impressum")
    being_found(
        has_trust_txt=True,
        belongs_to="https://presserat.example/\nhttps://verband.example/",
        controls="https://beilage.example/",
        controlled_by="https://verlag.example/",
        profiles="https://social.example/@bote",
        masthead_page=imprint,
    )
    assert text_at("/trust.txt") == [
        "belongto=https://presserat.example/",
        "belongto=https://verband.example/",
        "control=https://beilage.example/",
        "controlledby=https://verlag.example/",
        "social=https://social.example/@bote",
        "contact=mailto:post@bote.example",
        f"disclosure={BASE}/impressum/",
        "datatrainingallowed=yes",
    ]
    being_found(tdm_reserved=True)
    assert text_at("/trust.txt")[-1] == "datatrainingallowed=no"
    assert reader.get("/.well-known/trust.txt")["Location"] == "/trust.txt"


# Training of machines ----------------------------------------------------------------------------
def test_each_crawler_can_be_refused_by_itself(politik, being_found, text_at):
    article = world.make_article(politik)
    being_found(refused_crawlers=["GPTBot", "CCBot", "Gone-From-The-List"])
    parser = RobotFileParser()
    parser.parse(text_at("/robots.txt"))
    for crawler in CRAWLERS:
        is_refused = crawler.name in ("GPTBot", "CCBot")
        assert parser.can_fetch(crawler.name, BASE + article.url) is not is_refused, crawler.name
    assert parser.can_fetch("Googlebot", BASE + article.url)
    assert not parser.can_fetch("GPTBot", f"{BASE}/feed/")
    assert parser.site_maps() == [f"{BASE}/sitemap.xml"]


def test_nobody_is_refused_by_default(politik, text_at):
    assert [line for line in text_at("/robots.txt") if line.startswith("User-agent")] == ["User-agent: *"]


def test_a_reservation_is_declared_in_all_three_ways(politik, being_found, reader, page_at):
    article = world.make_article(politik)
    being_found(tdm_reserved=True, tdm_policy="https://bote.example/lizenz")
    rules = json.loads(reader.get("/.well-known/tdmrep.json").content)
    assert rules == [{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://bote.example/lizenz"}]
    for address in ("/", article.url, politik.url, "/feed/", "/feed.json", "/sitemap-articles-0.xml"):
        answer = reader.get(address)
        assert answer["tdm-reservation"] == "1"
        assert answer["tdm-policy"] == "https://bote.example/lizenz"
    metas = page_at(article.url).xpath('//meta[starts-with(@name, "tdm-")]')
    assert {meta.get("name"): meta.get("content") for meta in metas} == {
        "tdm-reservation": "1",
        "tdm-policy": "https://bote.example/lizenz",
    }
    assert "tdm-reservation" not in reader.get("/admin/login/")


def test_a_reservation_without_licences_names_none(politik, being_found, reader):
    being_found(tdm_reserved=True)
    assert json.loads(reader.get("/.well-known/tdmrep.json").content) == [
        {"location": "/", "tdm-reservation": 1}
    ]
    assert "tdm-policy" not in reader.get("/")


def test_ai_txt_follows_the_reservation(politik, being_found, text_at):
    being_found(has_ai_txt=True)
    assert text_at("/ai.txt")[1:] == ["User-Agent: *", "Allow: /", "Allow: *"]
    being_found(tdm_reserved=True)
    assert text_at("/ai.txt")[1:] == ["User-Agent: *", "Disallow: /", "Disallow: *"]


# What an editor may enter ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["hub.example", "ftp://hub.example/", "https://a.example/ x", "javascript:alert(1)"]
)
def test_what_is_no_address_is_refused_with_the_line(text):
    with pytest.raises(ValidationError, match=re.escape(text.split("\n")[-1])):
        validate_addresses(f"https://gut.example/\n{text}")


def test_a_contact_is_a_mailbox_or_a_page():
    for right in ("a@bote.example", "https://bote.example/loch"):
        validate_contact(right)
    for wrong in ("Anna", "mailto:a@bote.example", "http://"):
        with pytest.raises(ValidationError):
            validate_contact(wrong)


def test_the_chief_editor_finds_all_of_it_with_words_beside_it(
    politik, client, django_user_model, being_found
):
    chief = django_user_model.objects.create_superuser("chefin@bote.example", "ebbe-und-flut-am-krantor")
    client.force_login(chief)
    stored = being_found(refused_crawlers=["CCBot"])
    address = f"/admin/settings/syndication/syndicationsettings/{stored.site_id}/"
    page = client.get(address).content.decode()
    for crawler in CRAWLERS:
        assert f'value="{crawler.name}"' in page
    assert "robots.txt" in page
    from lxml import html

    form = html.document_fromstring(page).xpath('//form[contains(@action, "syndicationsettings")]')[0]
    values = [(name, value) for name, value in form.form_values() if name != "refused_crawlers"]
    data = dict(values) | {"refused_crawlers": ["GPTBot", "CCBot"], "hubs": "https://hub.example/"}
    assert client.post(address, data).status_code == 302
    stored.refresh_from_db()
    assert (stored.refused, stored.hub_addresses) == (["CCBot", "GPTBot"], ["https://hub.example/"])
    assert client.post(address, dict(values)).status_code == 302
    stored.refresh_from_db()
    assert stored.refused == []
