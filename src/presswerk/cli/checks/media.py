"""Where uploaded files are kept: the folder of this machine, or a bucket."""

from __future__ import annotations

import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.conf import Config

# S3 refuses requests that are 15 minutes off ("RequestTimeTooSkewed"); this is early enough to mend it.
CLOCK_TOLERANCE = timedelta(minutes=2)
ANSWER_SECONDS = 5


def media(config: Config) -> Iterator[Finding]:
    """Whether an uploaded file can be stored, read and thrown away again, and by nobody else."""
    if config.media_url:
        yield from _bucket(config)
    else:
        yield from _folder(config)


def _folder(config: Config) -> Iterator[Finding]:
    from django.core.files.storage import default_storage

    try:
        default_storage.delete(_store(default_storage))
    except OSError as error:
        mend = f"Give your user the right to write {config.data / 'media'}, or free space on its disk."
        yield wrong("Media", f"no file can be stored: {error}", mend)
    else:
        yield well("Media", "files can be stored")


def _bucket(config: Config) -> Iterator[Finding]:
    from botocore.exceptions import BotoCoreError, ClientError
    from django.core.files.storage import default_storage

    bucket = default_storage.bucket  # type: ignore[attr-defined]
    name = ""
    try:
        answer = bucket.meta.client.head_bucket(Bucket=bucket.name)
        name = _store(default_storage)
        with default_storage.open(name) as file:
            if not file.read():
                raise OSError("what was stored is empty when it is read")
        is_open = _is_open_to_everybody(bucket, default_storage._normalize_name(name))  # type: ignore[attr-defined]
        default_storage.delete(name)
    except (BotoCoreError, ClientError, OSError) as error:
        mend = (
            "See that the server runs, that PRESSWERK_MEDIA_URL names it and the bucket, and that its key "
            "may list the bucket and read, write and delete in it."
        )
        done = "files cannot be read or deleted" if name else "no file can be stored"
        yield wrong("Media", f"bucket {bucket.name}: {done}: {error}", mend)
        return
    yield well("Media", f"bucket {bucket.name}: files can be stored")
    if is_open:
        mend = "Take public access from the bucket: it holds originals and pictures of unpublished articles."
        yield wrong("Media", f"bucket {bucket.name}: everybody can read what lies in it", mend)
    yield from _clock(answer)


def _clock(answer: dict[str, Any]) -> Iterator[Finding]:
    said = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
    if not said:
        return
    apart = abs(datetime.now(UTC) - parsedate_to_datetime(said).astimezone(UTC))
    if apart > CLOCK_TOLERANCE:
        mend = "Set this machine's clock, best by a time service: timedatectl set-ntp true."
        found = f"the clocks of the bucket's server and of this machine are {apart.seconds} s apart"
        yield attention("Media", found, mend)


def _store(storage: Any) -> str:
    from django.core.files.base import ContentFile

    content = ContentFile(b"written by presswerk doctor")
    return str(storage.save(f"presswerk-doctor-{secrets.token_hex(8)}.txt", content))


def _is_open_to_everybody(bucket: Any, key: str) -> bool:
    address = bucket.meta.client.generate_presigned_url(
        "get_object", Params={"Bucket": bucket.name, "Key": key}
    )
    try:
        with urllib.request.urlopen(address.partition("?")[0], timeout=ANSWER_SECONDS):
            return True
    except (urllib.error.URLError, OSError):
        return False
