"""Disguises are undone and counted; nothing makes it slow or raises."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presswerk.spam.reading import read
from presswerk.spam.reading.language import guess_language, is_gibberish


def words(text: str) -> list[str]:
    return [word.text for word in read(text).words]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("v\u200bi\u200ba\u200bg\u200br\u200ba", "viagra"),
        ("c\u00ada\u00adsino", "casino"),
        ("ᴄᴀꜱɪɴᴏ", "casino"),
        ("саѕіno", "casino"),
        ("𝐜𝐚𝐬𝐢𝐧𝐨", "casino"),
        ("ｃａｓｉｎｏ", "casino"),
        ("🅲🅰🆂🅸🅽🅾", "casino"),
        ("c4s1no", "casino"),
        ("v1agra", "viagra"),
        ("kr3dit", "kredit"),
        ("c a s i n o", "casino"),
        ("c.a.s.i.n.o", "casino"),
        ("c - a - s - i - n - o", "casino"),
        ("cas-ino", "casino"),
        ("càsïnô", "casino"),
        ("ca<b></b>sino", "casino"),
        ("[b]casino[/b]", "casino"),
        ("&lt;i&gt;casino&lt;/i&gt;", "casino"),
        ("CASINO", "casino"),
        ("caaaaasino", "caasino"),
    ],
)
def test_a_disguised_word_is_read_as_what_it_means(written: str, meant: str) -> None:
    assert words(written) == [meant]


def test_text_in_another_script_is_left_alone() -> None:
    assert words("Это честный комментарий о городе") != words("eto chestnyi kommentarii o gorode")
    assert read("Это честный комментарий о городе").lookalikes == 0


@pytest.mark.parametrize(
    "honest", ["mp3 und h2o", "E-Mail-Adresse", "am 24.12. um 20:15 Uhr", "z. B. heute", "@anna schau mal"]
)
def test_what_only_looks_like_a_disguise_is_none(honest: str) -> None:
    reading = read(honest)
    assert (reading.leet, reading.spaced, reading.broken_words, reading.lookalikes) == (0, 0, 0, 0)


def test_links_are_counted_with_their_hosts_and_what_they_pretend() -> None:
    reading = read(
        '<a href="https://evil.example/x">www.bank.example</a> und [url=http://b.example]b[/url] und c.de/x'
    )
    assert set(reading.hosts) >= {"evil.example", "b.example", "c.de"}
    assert reading.mismatches == [("bank.example", "evil.example")]


def test_a_spelt_out_address_is_found() -> None:
    reading = read("Besucht mich auf tolle-seite (punkt) de oder tolle-seite dot com")
    assert reading.spelt_addresses == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Stadtrat hat gestern beschlossen, die Straße für ein Jahr zu sperren."),
        ("en", "The council decided yesterday to close the street for a whole year."),
        ("fr", "La mairie a décidé hier de fermer cette rue pendant une année entière."),
        ("nl", "De gemeente heeft gisteren besloten om de straat een jaar lang af te sluiten."),
        ("it", "Il comune ha deciso ieri di chiudere questa strada per un anno intero."),
        ("es", "El ayuntamiento decidió ayer cerrar esta calle durante todo un año."),
        ("pt", "A câmara decidiu ontem fechar esta rua durante um ano inteiro, não sei porquê."),
    ],
)
def test_the_language_is_told(language: str, text: str) -> None:
    assert guess_language(read(text)) == language
    assert not is_gibberish(read(text))


def test_gibberish_has_no_language() -> None:
    assert is_gibberish(read("qwpoei zmxcnv lkjasd wbrtyq xkcjvh"))


HOSTILE = {
    "64 KB": "Ein Satz. " * 6_500,
    "links": "http://a.example/ " * 10_000,
    "anchors": '<a href="http://a.example">x</a>' * 10_000,
    "open tags": "<a href=" * 8_000,
    "deep markup": "<b>" * 20_000 + "x" + "</b>" * 20_000,
    "brackets": "[url=" * 10_000,
    "surrogates": "\ud800\udfff" * 20_000,
    "marks": "a" + "\u0301\u0489\u20e3" * 333_333,
    "one word": "x" * 1_000_000,
    "entities": "&amp;lt;" * 10_000,
    "dots": "a.b.c." * 10_000,
    "blanks": " \u200b" * 30_000,
    "digits": "1 " * 30_000,
    "at signs": "a@" * 30_000,
    "spelt": "a dot " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    reference = time.thread_time()
    read("Ein Satz. " * 400)
    reference = time.thread_time() - reference
    began = time.thread_time()
    reading = read(HOSTILE[name])
    # 4,000 honest characters take 1 to 3 ms; the worst of these must stay within the same order.
    assert time.thread_time() - began < 100 * max(reference, 1e-3)
    assert reading.length == len(HOSTILE[name])


def test_links_outside_the_sample_are_counted() -> None:
    assert read("http://a.example/ " * 10_000).links >= 10_000


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    read(text)


PIECES = [
    "<a href=",
    ">",
    "</a>",
    "[url=",
    "]",
    "http://",
    "www.",
    ".com",
    "@",
    "\u200b",
    "\ud83d",
    "&#x",
    ";",
    "1",
    "a",
    " ",
    "\u0301",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=80))
def test_any_mixture_of_markup_can_be_read(pieces: list[str]) -> None:
    read("".join(pieces))
