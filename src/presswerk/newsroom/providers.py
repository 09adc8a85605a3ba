"""Other sites whose videos, posts and maps can stand in an article behind a click."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Provider:
    """A site: how its addresses look, what a click loads, and whom the reader's data then reaches."""

    code: str
    name: str
    company: str
    player: Callable[[str], str]
    oembed: str = ""


def _youtube_player(address: str) -> str:
    parts = urlsplit(address)
    if parts.hostname == "youtu.be":
        video = parts.path.strip("/")
    elif parts.path.startswith(("/shorts/", "/embed/", "/live/")):
        video = parts.path.split("/")[2]
    else:
        video = parse_qs(parts.query).get("v", [""])[0]
    if not re.fullmatch(r"[\w-]{6,20}", video):
        return ""
    return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1"


def _vimeo_player(address: str) -> str:
    match = re.search(r"/(\d+)(?:/(\w+))?", urlsplit(address).path)
    if not match:
        return ""
    secret = f"&h={match[2]}" if match[2] else ""
    return f"https://player.vimeo.com/video/{match[1]}?dnt=1&autoplay=1{secret}"


def _x_player(address: str) -> str:
    match = re.search(r"/status/(\d+)", urlsplit(address).path)
    return f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={match[1]}" if match else ""


def _mastodon_player(address: str) -> str:
    parts = urlsplit(address)
    return f"https://{parts.netloc}{parts.path.rstrip('/')}/embed"


def _map_player(address: str) -> str:
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    match = re.search(r"map=(\d{1,2})/(-?\d+(?:\.\d+)?)/(-?\d+(?:\.\d+)?)", parts.fragment)
    if not match:
        return ""
    # What a frame of 600 px shows at this zoom, in degrees (OpenStreetMap wiki, "Zoom levels").
    half = 360 / 2 ** int(match[1]) * 600 / 256 / 2
    latitude, longitude = float(match[2]), float(match[3])
    box = f"{longitude - half:.5f},{latitude - half / 2:.5f},{longitude + half:.5f},{latitude + half / 2:.5f}"
    marker = ""
    if "mlat" in query and "mlon" in query:
        marker = f"&marker={quote(query['mlat'][0])}%2C{quote(query['mlon'][0])}"
    return f"https://www.openstreetmap.org/export/embed.html?bbox={quote(box)}&layer=mapnik{marker}"


YOUTUBE = Provider(
    "youtube", "YouTube", "Google Ireland Limited", _youtube_player, "https://www.youtube.com/oembed"
)
VIMEO = Provider("vimeo", "Vimeo", "Vimeo.com, Inc.", _vimeo_player, "https://vimeo.com/api/oembed.json")
X = Provider("x", "X", "X Internet Unlimited Company", _x_player, "https://publish.twitter.com/oembed")
MASTODON = Provider("mastodon", "Mastodon", "", _mastodon_player)
MAP = Provider("map", "OpenStreetMap", "OpenStreetMap Foundation", _map_player)
ALL = (YOUTUBE, VIMEO, X, MASTODON, MAP)

_HOSTS = {
    "www.youtube.com": YOUTUBE,
    "youtube.com": YOUTUBE,
    "m.youtube.com": YOUTUBE,
    "youtu.be": YOUTUBE,
    "www.youtube-nocookie.com": YOUTUBE,
    "vimeo.com": VIMEO,
    "www.vimeo.com": VIMEO,
    "player.vimeo.com": VIMEO,
    "twitter.com": X,
    "x.com": X,
    "www.x.com": X,
    "openstreetmap.org": MAP,
    "www.openstreetmap.org": MAP,
}
_MASTODON_POST = re.compile(r"^/(@[\w.@-]+/\d+|users/[\w.-]+/statuses/\d+)/?$")


def provider_of(address: str) -> Provider | None:
    """The provider of an https address, or None when it is not known or the address is not sound.

    Mastodon has thousands of hosts: its posts are known by the form of the path.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if provider := _HOSTS.get(host):
        return provider
    if _MASTODON_POST.match(parts.path):
        return MASTODON
    return None


def player_address(address: str) -> str:
    """What a frame loads after the click, with tracking turned off where the provider allows it.

    "" where the address names no single video, post or place.
    """
    provider = provider_of(address)
    return provider.player(address) if provider else ""


def host_of_player(address: str) -> str:
    """The site that a frame reaches after the click, as the setting embed_hosts names it; "" for none."""
    parts = urlsplit(player_address(address))
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


def may_be_framed(address: str) -> bool:
    """Whether this newspaper's pages may show it in a frame: the host is one of the setting embed_hosts."""
    return host_of_player(address) in settings.EMBED_HOSTS
