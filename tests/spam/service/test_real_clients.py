"""Clients that nobody here wrote, unmodified; each is told another host in the way that its users have."""

import asyncio
import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import akismet
import httpx
import pykismet3
import pytest
from akismet import CheckResponse

from tests.spam.service.serving import ROOT

HAM: dict[str, Any] = {
    "comment_content": "Schöne Grüße aus Köln",
    "comment_author": "Eva",
    "comment_type": "comment",
}
SPAM: dict[str, Any] = {**HAM, "comment_content": "our casino"}
IP = "203.0.113.9"


class Elsewhere(httpx.HTTPTransport):
    """Sends what goes to rest.akismet.com to this machine: handed to the client as its own `http_client`."""

    def __init__(self, port: int, host: str = "rest.akismet.com"):
        super().__init__()
        self.port, self.host = port, host

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        lead_elsewhere(request, self.port, self.host)
        return super().handle_request(request)


class ElsewhereAsync(httpx.AsyncHTTPTransport):
    """The same for the asynchronous client."""

    def __init__(self, port: int):
        super().__init__()
        self.port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        lead_elsewhere(request, self.port, "rest.akismet.com")
        return await super().handle_async_request(request)


def lead_elsewhere(request: httpx.Request, port: int, host: str) -> None:
    """Change where a call goes and what it calls the host."""
    assert request.url.host == "rest.akismet.com"
    request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)
    request.headers["Host"] = host


@pytest.fixture
def client(service, key) -> Iterator[akismet.SyncClient]:
    """PyPI's `akismet`, which has verified its key."""
    config = akismet.Config(key=key, url="https://blog.example")
    with akismet.SyncClient(config, http_client=httpx.Client(transport=Elsewhere(service.port))) as ready:
        yield ready


def test_akismet_of_pypi_judges_and_teaches(client):
    assert client.comment_check(IP, **HAM) == CheckResponse.HAM
    assert client.comment_check(IP, **SPAM) == CheckResponse.SPAM
    assert client.comment_check(IP, comment_content="blatant") == CheckResponse.DISCARD
    assert client.comment_check(IP, **SPAM, user_role="administrator") == CheckResponse.HAM
    assert client.comment_check(IP, comment_author="viagra-test-123", is_test=True) == CheckResponse.SPAM
    new = {**HAM, "comment_content": "a new kind of it", "comment_context": "news"}
    assert client.submit_spam(IP, **new)
    assert client.comment_check(IP, **new) == CheckResponse.SPAM
    assert client.submit_ham(IP, **new)
    assert client.comment_check(IP, **new) == CheckResponse.HAM
    usage = client.usage_limit()
    assert (usage["limit"], usage["usage"]) == ("none", 7)


def test_akismet_of_pypi_is_told_of_a_wrong_key(service):
    config = akismet.Config(key="0123456789ab", url="https://blog.example")
    client = akismet.SyncClient(config, http_client=httpx.Client(transport=Elsewhere(service.port)))
    assert client.verify_key() is False
    with pytest.raises(akismet.APIKeyError):
        client.comment_check(IP, **HAM)
    with pytest.raises(akismet.APIKeyError):
        akismet.SyncClient.validated_client(
            config, http_client=httpx.Client(transport=Elsewhere(service.port))
        )


def test_akismet_of_pypi_lists_sites_where_the_host_bears_the_key(service, key):
    # Its call of key-sites has no field for the key.
    transport = Elsewhere(service.port, f"{key}.spam.example")
    config = akismet.Config(key=key, url="https://blog.example")
    client = akismet.SyncClient(config, http_client=httpx.Client(transport=transport))
    client.comment_check(IP, **SPAM)
    sites: Any = client.key_sites()
    [month] = [name for name in sites if name[0].isdigit()]
    assert sites[month] == [
        {
            "site": "blog.example", "api_calls": "1", "spam": "1", "ham": "0", "missed_spam": "0",
            "false_positives": "0", "is_revoked": False,
        }
    ]  # fmt: skip
    assert client.key_sites(result_format="csv").splitlines()[2] == "blog.example,1,1,0,0,0,false"


def test_the_asynchronous_akismet_of_pypi_judges_and_teaches(service, key):
    async def converse() -> list[object]:
        config = akismet.Config(key=key, url="https://blog.example")
        http_client = httpx.AsyncClient(transport=ElsewhereAsync(service.port))
        async with akismet.AsyncClient(config, http_client=http_client) as client:
            return [
                await client.comment_check(IP, **HAM),
                await client.submit_spam(IP, **HAM),
                await client.comment_check(IP, **HAM),
            ]

    assert asyncio.run(converse()) == [CheckResponse.HAM, True, CheckResponse.SPAM]


def test_pykismet3_judges_and_teaches_through_the_service_as_proxy(service, key, monkeypatch):
    # It knows http://<key>.rest.akismet.com only, so the service is named as the proxy of its process.
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{service.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    client = pykismet3.Akismet(api_key=key, blog_url="https://blog.example", user_agent="Tests/1")

    def text(content: str) -> dict[str, str]:
        return {
            "user_ip": IP, "user_agent": "Mozilla/5.0", "referrer": "https://x.example/",
            "comment_content": content, "comment_author": "Eva",
        }  # fmt: skip

    assert client.check(text("Schöne Grüße")) is False
    assert client.check(text("our casino")) is True
    client.submit_spam(text("a new kind of it"))
    assert client.check(text("a new kind of it")) is True
    client.submit_ham(text("a new kind of it"))
    assert client.check(text("a new kind of it")) is False
    with pytest.raises(pykismet3.AkismetServerError):
        pykismet3.Akismet("0123456789ab", "https://blog.example", "Tests/1").check(text("Hello"))


def test_akismet_api_of_npm_judges_and_teaches(service, key):
    script = ROOT / "tests" / "spam" / "service" / "akismet_api_client.js"
    done = subprocess.run(
        ["node", str(script), str(service.port), key],
        env={**os.environ, "NODE_PATH": str(ROOT / "node_modules")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "valid": True,
        "invalid": False,
        "ham": False,
        "spam": True,
        "honeypot": True,
        "test": True,
        "administrator": False,
        "learned": True,
        "unlearned": False,
        "refused": "Invalid API key",
    }
