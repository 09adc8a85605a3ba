"""Which addresses are secret, and the access log where Django serves by itself."""

import json
import re
import threading
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from presswerk import conf
from presswerk.bake.front.access_log import shown_path
from presswerk.bake.front.plan import AccessLogPlan, Plan
from presswerk.site import access_log
from presswerk.site.logging_setup import WithoutSecretPaths
from presswerk.site.secret_paths import secret_paths

SECRET_NAMES = {"token", "secret", "key", "uidb36", "uidb64", "signature", "nonce", "code"}


def patterns(resolver: URLResolver, beginning: str = "/") -> Iterator[tuple[str, set[str]]]:
    """Every address with what comes before its first part that is not fixed, and the names of its parts."""
    for one in resolver.url_patterns:
        path = f"{beginning}{str(one.pattern).removeprefix('^')}"
        if isinstance(one, URLResolver):
            yield from patterns(one, path)
        elif isinstance(one, URLPattern):
            names = set(re.findall(r"<(?:\w+:)?(\w+)>", path))
            yield re.split(r"<|\(\?P<", path, maxsplit=1)[0], names


def test_no_address_with_a_secret_is_written_whole() -> None:
    secret = secret_paths(conf.current())
    with_secret = [beginning for beginning, names in patterns(get_resolver()) if names & SECRET_NAMES]
    assert len(with_secret) > 10
    for beginning in with_secret:
        assert shown_path(f"{beginning}eyJhbGciOi/", secret).endswith("/…"), beginning


@pytest.mark.parametrize(
    "path", ["/comment/rights/eyJhbGciOi/export.json", "/account/invitation/eyJhbGciOi/"]
)
def test_django_does_not_name_a_secret_that_is_not_found(client, db, caplog, path) -> None:
    secrets = WithoutSecretPaths(secret_paths(conf.current()))
    caplog.handler.addFilter(secrets)
    client.get(path, HTTP_HOST="127.0.0.1")
    client.post(path, HTTP_HOST="127.0.0.1")
    assert "eyJhbGciOi" not in caplog.text
    caplog.handler.removeFilter(secrets)


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """Answers by an application of the test's own; gives the lines of the log so far."""
    logs = []
    monkeypatch.setattr(threading.Thread, "start", lambda thread: logs.append(thread._args[0]))

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/broken/":
            raise RuntimeError
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"abc", b"de"]

    plan = Plan(
        hosts={"127.0.0.1": "paper.example"},
        access_log=AccessLogPlan(str(tmp_path), ready=True, megabytes=1, days=1),
        secret_paths=secret_paths(conf.current()),
    )
    whole = access_log.logged(application, plan)

    def ask(path: str, take: int = 9) -> list[dict]:
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "q=1", "HTTP_HOST": "127.0.0.1:8000",
            "REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": "203.0.113.7",
            "HTTP_USER_AGENT": "Netscape",
        }  # fmt: skip
        body = whole(environ, lambda status, headers: None)
        for _piece, _number in zip(body, range(take), strict=False):
            pass
        body.close()  # type: ignore[attr-defined]
        logs[0].write()
        text = "".join(path.read_text() for path in tmp_path.iterdir())
        assert "203.0.113.7" not in text
        assert "Netscape" not in text
        assert "q=1" not in text
        return [json.loads(line) for line in text.splitlines()]

    return ask


def test_django_by_itself_notes_what_it_answers(answers) -> None:
    (line,) = answers("/stra\xc3\x9fe/")
    assert (line["host"], line["method"], line["path"]) == ("paper.example", "GET", "/straße/")
    assert (line["status"], line["bytes"], line["cache"]) == (200, 5, None)
    assert "broken" not in line


def test_a_reader_who_leaves_in_the_middle_is_noted_as_such(answers) -> None:
    (line,) = answers("/long/", take=0)
    assert line["broken"] is True
    assert line["bytes"] < 5
