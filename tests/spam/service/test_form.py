"""Forms in every charset and shape: read in bounded time, and never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswerk.spam.service.form import MOST_FIELDS, read_form

FORM = "application/x-www-form-urlencoded"


@given(st.binary(max_size=2000), st.text(max_size=60), st.binary(max_size=60))
def test_no_bytes_raise(body, content_type, query):
    form = read_form(content_type, query, body)
    for name in ("comment_content", "blog_charset", "api_key"):
        assert isinstance(form.text(name), str)
        form.all(name)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,20}", fullmatch=True), st.text(max_size=50), max_size=10))
def test_what_a_client_encodes_is_what_is_read(fields):
    from urllib.parse import urlencode

    fields.pop("blog_charset", None)
    form = read_form(FORM, b"", urlencode(fields).encode())
    assert {name: form.text(name) for name in fields} == {
        name: value.replace("\0", "") for name, value in fields.items()
    }


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", "Müller – “Käse”".replace("–", "\u0096").encode("latin-1", "ignore").decode("cp1252")),
        ("windows-1251", "Купить дёшево"),
        ("koi8-r", "Купить"),
        ("shift_jis", "激安ブランド"),
        ("euc-kr", "카지노"),
        ("gbk", "赌场"),
        ("big5", "賭場"),
        ("iso-8859-2", "Żółć"),
    ],
)
def test_a_site_may_write_in_its_own_charset(charset, text):
    from urllib.parse import quote_from_bytes

    encoded = text.encode("cp1252" if charset == "iso-8859-1" else charset)
    body = f"blog_charset={charset}&comment_content={quote_from_bytes(encoded)}".encode()
    assert read_form(FORM, b"", body).text("comment_content") == text


@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "rot13", "zlib", "idna", "unicode_escape", "x" * 500, "\0"]
)
def test_a_charset_cannot_hide_a_text(charset):
    assert read_form(f"{FORM}; charset={charset}", b"", b"a=%2BAGE-casino").text("a") == "+AGE-casino"


def test_umlauts_in_utf_8_are_read_though_the_site_says_latin_1():
    assert read_form(FORM, b"", "blog_charset=ISO-8859-1&a=Füße".encode()).text("a") == "Füße"


def test_lists_are_written_in_three_ways():
    form = read_form(FORM, b"", b"c[]=a&c%5B%5D=b&c[7]=d&c=e&cx[]=f&c[=g")
    assert sorted(form.all("c")) == ["a", "b", "d", "e"]


def test_the_body_counts_more_than_the_address():
    assert read_form(FORM, b"key=one", b"key=two").text("key") == "two"


def test_there_are_not_more_fields_than_a_form_has():
    assert len(read_form(FORM, b"", b"&".join(b"f%d=1" % number for number in range(5000)))) <= MOST_FIELDS


@pytest.mark.parametrize(
    "body",
    [b"a[" * 500_000, b"%" * 1_000_000, b"&" * 1_000_000, b"x=" + b"%41" * 300_000, b"[" * 1_000_000 + b"=1"],
)
def test_a_large_form_of_nonsense_takes_bounded_time(body):
    from time import process_time

    small, large = body[: len(body) // 10], body
    spent = []
    for data in (small, large):
        began = process_time()
        read_form(FORM, b"", data).all("a")
        spent.append(process_time() - began)
    # Ten times the bytes take about ten times as long; what grows by the square takes a hundred times.
    assert spent[1] < 40 * spent[0] + 0.2


def test_a_large_multipart_of_nonsense_takes_bounded_time():
    from time import process_time

    kind = "multipart/form-data; boundary=b"
    part = b"--b\r\nContent-Disposition: form-data; content-disposition: content-disposition: \r\n"
    spent = []
    for times in (1000, 10_000):
        began = process_time()
        read_form(kind, b"", part * times)
        spent.append(process_time() - began)
    assert spent[1] < 40 * spent[0] + 0.2
