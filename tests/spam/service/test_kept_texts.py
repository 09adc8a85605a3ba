"""Texts: none are kept, unless the operator says so, and then no longer than said."""

import json
from datetime import UTC, datetime, timedelta

from presswerk.spam import Submission
from presswerk.spam.service import Answering, Desk, Request
from presswerk.spam.service.filters import words
from presswerk.spam.service.kept_texts import KeptTexts
from tests.spam.service.serving import SECRET, desk, new_key

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TEXT = "Unverwechselbares Wort: Zwiebelkuchenfestspielhaus"


def ask(one: Desk, key: str, act: str, **body: object) -> dict:
    request = Request(
        "POST", f"/v1/{act}", content_type="application/json", authorization=f"Bearer {key}",
        body=json.dumps(body).encode(),
    )  # fmt: skip
    return json.loads(Answering(one, words)(request).body)


def test_by_default_no_word_of_a_text_is_on_the_disk(folder):
    from presswerk.spam import Engine

    key = new_key(folder)
    one = Desk(folder, SECRET, Engine)
    body = {
        "text": TEXT, "author_name": "Zwiebelkuchen", "author_email": "zwiebel@kuchen.example",
        "ip": "203.0.113.77", "author_url": "https://zwiebelkuchen.example", "thread": "zwiebel-thread",
    }  # fmt: skip
    ask(one, key, "check", **body)
    ask(one, key, "learn", **body, label="spam", reporter="zwiebelreporter")
    one.close()
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
    assert b"blog.example" in written
    for word in (b"zwiebel", b"kuchen", b"festspiel", b"203.0.113"):
        assert word not in written


def test_kept_texts_can_be_explained_taught_and_forgotten_by_number(folder):
    key, one = new_key(folder), desk(folder, keep_texts_days=2)
    number = ask(one, key, "check", text=TEXT)["id"]
    assert ask(one, key, "explain", id=number)["spam"] is False
    assert ask(one, key, "learn", id=number, label="spam")["label"] == "spam"
    assert ask(one, key, "explain", id=number)["spam"] is True
    ask(one, key, "forget", id=number)
    assert ask(one, key, "explain", id=number)["error"] == "not_kept"


def test_one_site_cannot_ask_for_anothers_text(folder):
    first, second, one = new_key(folder), new_key(folder), desk(folder, keep_texts_days=2)
    number = ask(one, first, "check", text=TEXT)["id"]
    assert ask(one, second, "explain", id=number)["error"] == "not_kept"


def test_a_text_is_gone_from_the_disk_when_its_time_is_over(folder):
    kept = KeptTexts(folder / "texts.sqlite3", days=1)
    submission = Submission(TEXT, id="a", article_terms=("x",), submitted_at=NOW)
    kept.keep("site-1", submission, NOW)
    assert kept.find("site-1", "a", NOW + timedelta(hours=23)) == submission
    assert kept.find("site-1", "a", NOW + timedelta(hours=25)) is None
    kept.sweep(NOW + timedelta(hours=25))
    assert b"Zwiebel" not in b"".join(path.read_bytes() for path in folder.iterdir())


def test_when_nothing_is_to_be_kept_any_more_the_file_goes(folder):
    path = folder / "texts.sqlite3"
    KeptTexts(path, days=1).keep("site-1", Submission(TEXT, id="a"), NOW)
    assert path.exists()
    KeptTexts(path, days=0)
    assert list(folder.iterdir()) == []


def test_all_texts_of_an_author_are_deleted(folder):
    kept = KeptTexts(folder / "texts.sqlite3", days=1)
    for number, author in (("a", "11"), ("b", "11"), ("c", "22")):
        kept.keep("site-1", Submission(TEXT, id=number, author_email_hash=author), NOW)
    kept.forget_author("site-1", "11")
    assert [kept.find("site-1", number, NOW) is None for number in "abc"] == [True, True, False]


def test_of_an_erased_key_nothing_is_left(folder):
    one = desk(folder, keep_texts_days=2)
    first, second, third = new_key(folder), new_key(folder, group="anna"), new_key(folder, group="anna")
    for key in (first, second, third):
        ask(one, key, "check", text=TEXT)
        ask(one, key, "learn", text=TEXT, label="spam")
    sites = folder / "sites"
    one.erase(1)
    assert sorted(path.name for path in sites.iterdir()) == ["group-anna"]
    one.erase(2)
    assert [key.id for key in one.keys.all()] == [3]
    assert ask(one, third, "explain", text=TEXT)["spam"] is True
    assert ask(one, first, "check", text=TEXT)["error"] == "unknown_key"
    one.erase(3)
    one.close()
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Zwiebel" not in written


def test_half_a_character_can_be_kept(folder):
    kept = KeptTexts(folder / "texts.sqlite3", days=1)
    kept.keep("site-1", Submission("a\ud83d", id="a"), NOW)
    assert kept.find("site-1", "a", NOW).text == "a\ud83d"
