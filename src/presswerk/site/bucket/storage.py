"""The storage: django-storages' S3 with addresses on this host, and copies of what is read."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path
from typing import Any

from botocore.config import Config as ClientConfig
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils._os import safe_join
from storages.backends.s3 import S3Storage

from presswerk.site.bucket import copies
from presswerk.site.bucket.address import FRESH_SECONDS

CONNECT_SECONDS = 5
READ_SECONDS = 30
ATTEMPTS = 3
MEMORY_BYTES = 8 * 1024 * 1024  # of a file that is read; what is larger goes to a temporary file
_NOT_THERE = {"404", "NoSuchKey", "NotFound"}


class BucketAway(OSError):
    """The bucket does not answer, or refuses; the message says what it said."""


class BucketStorage(S3Storage):
    """Files in a bucket that nobody but the newspaper opens."""

    def __init__(self, addressing_style: str = "auto", **options: Any) -> None:
        super().__init__(client_config=_client_config(addressing_style), **options)

    def get_default_settings(self) -> dict[str, Any]:
        """Private objects under names that are used once; no signed addresses, for none are given out."""
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": False,
            "max_memory_size": MEMORY_BYTES,
        }

    def url(self, name: str, *_more: Any, **_named: Any) -> str:
        """The address on this host."""
        return str(settings.MEDIA_URL) + name

    def delete(self, name: str) -> None:
        """Remove the file, and this machine's copy of it."""
        super().delete(name)
        with contextlib.suppress(FileNotFoundError):
            Path(safe_join(str(settings.MEDIA_ROOT), name)).unlink()

    def bring(self, name: str, to: Path) -> None:
        """Have a copy of the file at ``to``, not older than FRESH_SECONDS; none where there is no such file.

        Raises BucketAway when that cannot be found out and no copy is there.
        """
        status = _status(to)
        if status is not None and time.time() - status.st_ctime < FRESH_SECONDS:
            return
        found = self.bucket.Object(self._normalize_name(name))
        try:
            found.load()
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") not in _NOT_THERE:
                _rather_old_than_none(status, error)
                return
            with contextlib.suppress(FileNotFoundError, IsADirectoryError):
                to.unlink()
            return
        except BotoCoreError as error:
            _rather_old_than_none(status, error)
            return
        modified = found.last_modified.timestamp()
        if status is None or (status.st_size, int(status.st_mtime)) != (found.content_length, int(modified)):
            self._download(found, to)
            copies.make_room(Path(settings.MEDIA_ROOT), settings.MEDIA_CACHE_BYTES)
        # The original's time makes the same ETag on every machine, and marks the copy as looked after now.
        with contextlib.suppress(FileNotFoundError):
            os.utime(to, (modified, modified))

    def _download(self, found: Any, to: Path) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        unfinished = to.with_name(f".{secrets.token_hex(8)}")
        try:
            found.download_file(str(unfinished))
            unfinished.chmod(0o644)
            unfinished.replace(to)
        except (BotoCoreError, ClientError) as error:
            raise BucketAway(str(error)) from error
        finally:
            unfinished.unlink(missing_ok=True)


def _client_config(addressing_style: str) -> ClientConfig:
    return ClientConfig(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"max_attempts": ATTEMPTS, "mode": "standard"},
        s3={"addressing_style": addressing_style},
        signature_version="s3v4",
        # Servers other than Amazon's know the newer checksums seldom.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _rather_old_than_none(status: os.stat_result | None, error: Exception) -> None:
    if status is None:
        raise BucketAway(str(error)) from error
