"""Small sites on loopback that behave as a test says."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GOOD_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Status": "presswerk; hit",
}
FEED = b"<rss version='2.0'><channel><item><title>A</title></item></channel></rss>"


@dataclass
class Page:
    """An answer."""

    body: bytes = b"<!doctype html><title>Wehrbote</title><a href='/'>A</a>"
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=lambda: dict(GOOD_HEADERS))


@contextmanager
def site(pages: dict[str, Page] | Callable[[str], dict[str, Page]]) -> Iterator[str]:
    """Serves the pages; its address. A function gets the address, for pages that name it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = table.get(self.path, Page(b"<p>none", 404))
            packed = "gzip" in self.headers.get("Accept-Encoding", "") and page.status == 200
            body = gzip.compress(page.body) if packed else page.body
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", page.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}"
    table = pages(address) if callable(pages) else pages
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


def good(address: str) -> dict[str, Page]:
    """A site with nothing wrong but that it is unencrypted and has no Brotli."""
    front = (
        "<!doctype html><title>Wehrbote</title>"
        "<link rel='alternate' type='application/rss+xml' href='/feed/'><link rel='stylesheet' href='/a.css'>"
        "<a href='/politik/'>Politik</a> <a href='https://elsewhere.example/'>elsewhere</a>"
        "<img src='data:image/png;base64,AA==' srcset='/b.png 1x'>"
    )
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{address}/politik/</loc></url></urlset>"
    return {
        "/": Page(front.encode()),
        "/politik/": Page(),
        "/a.css": Page(b"body{background:url(/b.png)}", kind="text/css"),
        "/b.png": Page(b"png", kind="image/png"),
        "/feed/": Page(FEED, kind="application/rss+xml"),
        "/robots.txt": Page(
            f"User-agent: *\nDisallow: /admin/\nSitemap: {address}/sitemap.xml\n".encode(), kind="text/plain"
        ),
        "/sitemap.xml": Page(sitemap.encode(), kind="application/xml"),
    }
