"""A server on loopback that speaks S3 (moto), in this process, and buckets on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

KEY, SECRET = "presswerk", "a/secret+with=signs"


class Bucket:
    """A bucket of its own on the server; ``client`` looks into it from outside, as boto3 does."""

    def __init__(self, endpoint: str) -> None:
        import boto3

        self.endpoint = endpoint
        self.name = f"paper-{uuid.uuid4().hex[:8]}"
        self.client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
        )
        self.client.create_bucket(Bucket=self.name)

    def url(self, prefix: str = "media") -> str:
        """The address for PRESSWERK_MEDIA_URL."""
        access = f"{KEY}:{quote(SECRET, safe='')}"
        return f"s3://{access}@{self.name}/{prefix}?endpoint_url={self.endpoint}&region=us-east-1"

    def names(self) -> list[str]:
        """The names of all objects."""
        return [one["Key"] for one in self.client.list_objects_v2(Bucket=self.name).get("Contents", [])]


@contextmanager
def s3_server() -> Iterator[str]:
    """The server's address, until the block ends."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()
