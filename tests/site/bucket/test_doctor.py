"""What the doctor says of the bucket."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from presswerk.cli.checks.finding import State
from presswerk.cli.checks.media import media

CONFIG = SimpleNamespace(media_url="s3://…", data=None)


def findings():
    return [(finding.state, finding.found) for finding in media(CONFIG)]  # type: ignore[arg-type]


def test_a_bucket_that_works_is_well_and_left_as_it_was(bucket):
    ((state, found),) = findings()
    assert (state, bucket.name in found) == (State.WELL, True)
    assert bucket.names() == []


def test_a_bucket_that_everybody_can_read_is_wrong(bucket):
    default_storage.default_acl = "public-read"  # type: ignore[attr-defined]
    assert (State.WRONG, f"bucket {bucket.name}: everybody can read what lies in it") in findings()


def test_a_bucket_that_is_not_there_is_wrong(bucket):
    bucket.client.delete_bucket(Bucket=bucket.name)
    ((state, found),) = findings()
    assert state is State.WRONG
    assert bucket.name in found


def test_clocks_apart_are_told(bucket, monkeypatch):
    class Late(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(UTC) + timedelta(minutes=5)

    monkeypatch.setattr("presswerk.cli.checks.media.datetime", Late)
    assert State.ATTENTION in [state for state, _found in findings()]


@pytest.mark.parametrize("size", [10, 10_000_000])
def test_files_of_any_size_come_back_whole(bucket, size):
    content = bytes(range(256)) * (size // 256 + 1)
    name = default_storage.save("files/a.bin", ContentFile(content))
    with default_storage.open(name) as file:
        assert file.read() == content
