"""Stills of videos and posts, fetched once by a job, so that no reader's request reaches another site."""

import ipaddress
import json
import re
import socket
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import structlog
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Revision

from presswerk import bake
from presswerk.newsroom.models import EmbedStill, Image
from presswerk.newsroom.providers import Provider, provider_of

log = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 8
MOST_ANSWER_BYTES = 200_000
MOST_PICTURE_BYTES = 5_000_000

_EMBED_TYPE = re.compile(r'"type": ?"embed"')


class FetchError(Exception):
    """The other site did not give a still; the message says why."""


def request_stills_of(revision: Revision) -> None:
    """Ask for the stills of all embeds in a saved revision that have none yet."""
    body = revision.content.get("body") if isinstance(revision.content, dict) else None
    if not isinstance(body, str) or not _EMBED_TYPE.search(body):
        return
    addresses = {block["value"].get("url") for block in json.loads(body) if block.get("type") == "embed"} - {
        None,
        "",
    }
    known = set(EmbedStill.objects.filter(address__in=addresses).values_list("address", flat=True))
    for address in sorted(addresses - known):
        transaction.on_commit(partial(fetch_still.enqueue, address))


@task(queue_name="slow")
def fetch_still(address: str) -> None:
    """Fetch title, author and picture of an embed; what cannot be had is noted with the reason."""
    provider = provider_of(address)
    if provider is None or EmbedStill.objects.filter(address=address, error="").exists():
        return
    still, _created = EmbedStill.objects.get_or_create(address=address, defaults={"provider": provider.code})
    try:
        _fill(still, provider)
    except FetchError as error:
        still.error = str(error)[:500]
        log.info("no still", provider=provider.code, reason=str(error))
    still.fetched_at = timezone.now()
    with transaction.atomic():
        still.save()
        bake.changed(still.tag)


def _fill(still: EmbedStill, provider: Provider) -> None:
    if not provider.oembed:
        return
    answer = _json(f"{provider.oembed}?format=json&dnt=true&url={quote(still.address, safe='')}")
    still.title = str(answer.get("title") or "")[:300]
    still.author_name = str(answer.get("author_name") or "")[:200]
    thumbnail = answer.get("thumbnail_url")
    if thumbnail:
        still.picture = _picture(str(thumbnail), still, provider)


def _json(address: str) -> dict:
    try:
        answer = json.loads(_read(address, MOST_ANSWER_BYTES))
    except ValueError as error:
        raise FetchError(f"The answer is no JSON: {error}.") from error
    if not isinstance(answer, dict):
        raise FetchError("The answer is no JSON object.")
    return answer


def _picture(address: str, still: EmbedStill, provider: Provider) -> Image:
    content = _read(address, MOST_PICTURE_BYTES)
    title = still.title or still.address
    picture = Image(
        title=title[:255],
        description=title[:255],
        credit=", ".join(filter(None, [still.author_name, provider.name]))[:255],
    )
    picture.file = ImageFile(BytesIO(content), name="still.jpg")
    try:
        picture._set_image_file_metadata()
        picture.save()
    except Exception as error:
        raise FetchError(f"The picture cannot be read: {error}.") from error
    return picture


class _NoRedirect(HTTPRedirectHandler):
    """A redirect could lead into the operator's own network, past the check of the first address."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> None:
        raise FetchError(f"The other site answered with a redirect to {newurl}.")


_opener = build_opener(_NoRedirect)


def _read(address: str, most_bytes: int) -> bytes:
    _refuse_inner_network(address)
    request = Request(address, headers={"User-Agent": "Presswerk", "Accept": "*/*"})
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            content = answer.read(most_bytes + 1)
    except OSError as error:
        raise FetchError(f"The other site cannot be reached: {error}.") from error
    if len(content) > most_bytes:
        raise FetchError(f"The answer is larger than {most_bytes} bytes.")
    return content


def _refuse_inner_network(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise FetchError("Only https addresses are fetched.")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError(f"The host {parts.hostname} is not known: {error}.") from error
    for *_rest, where in found:
        if not ipaddress.ip_address(where[0]).is_global:
            raise FetchError(f"The host {parts.hostname} stands in an inner network.")
