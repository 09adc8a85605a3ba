"""The setting media_url, taken apart."""

import pytest

from presswerk import conf
from presswerk.site.bucket.address import bucket_options


def test_key_and_secret_may_hold_any_sign():
    options = bucket_options("s3://key%2F1:a%2Fb%2Bc%3D@paper/media")
    assert (options["access_key"], options["secret_key"]) == ("key/1", "a/b+c=")


def test_without_key_the_machines_own_is_used():
    options = bucket_options("s3://paper")
    assert options == {"bucket_name": "paper", "location": ""}


def test_a_server_of_ones_own_is_asked_by_paths():
    options = bucket_options("s3://paper/a/b?endpoint_url=https://s3.example&region=eu")
    assert options["addressing_style"] == "path"
    assert options["location"] == "a/b"


@pytest.mark.parametrize(
    "url",
    [
        "s3:///prefix",
        "https://paper.example",
        "s3://paper?endpoint=https://s3.example",
    ],
)
def test_what_cannot_be_used_is_refused_with_the_right_form(url, tmp_path):
    with pytest.raises(conf.ConfigError) as refused:
        conf.load({"PRESSWERK_DATA": str(tmp_path), "PRESSWERK_MEDIA_URL": url})
    assert "s3://key:secret@bucket/prefix?endpoint_url=" in str(refused.value)
