"""The setting ``media_url``, taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from presswerk.conf import Config

# So long a copy is answered with before the bucket is asked whether the file is still there.
FRESH_SECONDS = 600


def media_folder(config: Config) -> Path:
    """Where uploaded files lie on this machine, or the copies of them."""
    return config.data / ("media-copies" if config.media_url else "media")


def media_storage(config: Config) -> dict[str, Any]:
    """Django's STORAGES entry."""
    if not config.media_url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {
        "BACKEND": "presswerk.site.bucket.storage.BucketStorage",
        "OPTIONS": bucket_options(config.media_url),
    }


def bucket_options(url: str) -> dict[str, Any]:
    """Options of django-storages' S3Storage for ``s3://key:secret@bucket/prefix?endpoint_url=…``.

    Without key and secret boto3 looks for them as it always does: environment, ~/.aws, the machine's role.

    >>> options = bucket_options("s3://paper/media?endpoint_url=http://127.0.0.1:9000&region=eu-1")
    >>> options["bucket_name"], options["location"], options["endpoint_url"], options["region_name"]
    ('paper', 'media', 'http://127.0.0.1:9000', 'eu-1')
    """
    parts = urlsplit(url)
    parameters = dict(parse_qsl(parts.query))
    # Names of buckets are in small letters, so nothing is lost by urlsplit's lower case.
    options: dict[str, Any] = {"bucket_name": parts.hostname or "", "location": parts.path.strip("/")}
    if parts.username:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password or "")
    if "endpoint_url" in parameters:
        options["endpoint_url"] = parameters["endpoint_url"]
        # Servers other than Amazon's are seldom reachable under a name for each bucket.
        options["addressing_style"] = "path"
    if "region" in parameters:
        options["region_name"] = parameters["region"]
    if "addressing_style" in parameters:
        options["addressing_style"] = parameters["addressing_style"]
    return options
