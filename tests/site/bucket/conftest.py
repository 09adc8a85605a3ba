"""A newspaper whose uploaded files lie in a bucket on loopback."""

import pytest
from django.core.files.storage import storages

from presswerk.site.bucket.address import bucket_options
from tests.s3 import Bucket, s3_server


@pytest.fixture(scope="session")
def s3():
    """The server's address."""
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(s3, settings, tmp_path):
    """The bucket that this newspaper uses."""
    bucket = Bucket(s3)
    settings.MEDIA_IN_BUCKET = True
    settings.MEDIA_ROOT = tmp_path / "media-copies"
    backend = "presswerk.site.bucket.storage.BucketStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": bucket_options(bucket.url())}
    }
    assert type(storages["default"]).__name__ == "BucketStorage"
    return bucket
