"""What a log says of addresses lets nobody follow a signed link."""

import logging

import pytest

from presswerk.bake.masking import MaskingFilter, masked
from presswerk.comments import signing
from presswerk.site.logging_setup import mask_tokens


def test_every_signed_token_is_masked():
    for number in range(300):
        token = signing.sign("own", str(number), 30)
        for path in (f"/comment/own/{token}/", f"/comment/rights/see/{token}/", f"/x/{token}?page=2"):
            assert token not in masked(f"Not Found: {path}")
    # One without a capital, as one in two millions is.
    assert masked("/comment/own/abc-efghijkl_n0pqrst8w/") == "/comment/own/***/"


@pytest.mark.parametrize(
    "path",
    [
        "/comment/4711/",
        "/comment/report/article/4711/",
        "/politik/sturmflut-am-hafen-bricht-alle-rekorde-4711/comments/?since=24h",
        "/static/theme/css/Main.3f2a91c07d4e.css",
        "/media/images/IMG_20261126_0123456789012345.original.jpg",
    ],
)
def test_what_readers_see_stays_readable(path):
    assert masked(f"Not Found: {path}") == f"Not Found: {path}"


def test_lines_of_the_newspaper_and_of_the_front_are_masked():
    token = signing.sign("own", "7", 30)
    assert token not in str(mask_tokens(None, "info", {"event": f"GET /comment/own/{token}/", "status": 404}))
    record = logging.LogRecord(
        "presswerk.front", logging.ERROR, "", 0, "no answer %s", (f"/comment/own/{token}/",), None
    )
    MaskingFilter().filter(record)
    assert token not in record.getMessage()


def test_an_answer_that_is_an_error_is_logged_without_its_token(client, db, capsys):
    import structlog

    token = signing.sign("other", "7", 30)
    root = logging.getLogger()
    from presswerk import conf
    from presswerk.site.logging_setup import logging_config

    before, of_structlog = (root.handlers[:], root.level), structlog.get_config()
    try:
        logging_config(conf.current())
        client.get(f"/comment/own/{token}/")
    finally:
        root.handlers, root.level = before[0], before[1]
        structlog.configure(**of_structlog)
    said = capsys.readouterr().err
    assert "Not Found: /comment/own/" in said
    assert token not in said
