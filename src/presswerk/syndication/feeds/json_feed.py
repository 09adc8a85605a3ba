"""JSON Feed 1.1 of 7 August 2020 (https://www.jsonfeed.org/version/1.1/).

Its names and what it demands of them: `version` first, `id` a string that is the entry's address for ever,
HTML in `content_html` alone, moments by RFC 3339, `icon` of about 512 pixels and `favicon` of at least 64.
Left out because a paper has no use for them: `user_comment`, `next_url`, `expired`, `external_url`,
`banner_image`, `attachments` (the lead picture is `image`).
"""

import json
from typing import Any

from presswerk.syndication.feeds.channel import Channel, Entry
from presswerk.syndication.feeds.content import content_of
from presswerk.syndication.structured_data.markup import filled


def write(channel: Channel) -> bytes:
    """The feed as UTF-8. The same channel always gives the same bytes, so that its ETag holds."""
    described = filled(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.url,
            "feed_url": channel.feed_url,
            "description": channel.description,
            "icon": channel.large_icon_url,
            "favicon": channel.icon_url,
            "language": channel.language,
            "hubs": [{"type": "WebSub", "url": hub} for hub in channel.hubs],
        }
    )
    described["items"] = [_item(entry) for entry in channel.entries]
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _item(entry: Entry) -> dict[str, Any]:
    return filled(
        {
            "id": entry.guid,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": str(content_of(entry)),
            "image": entry.illustration.stored.url if entry.illustration else "",
            "date_published": entry.published_at.isoformat(timespec="seconds"),
            "date_modified": entry.changed_at.isoformat(timespec="seconds"),
            "authors": [{"name": author.name, "url": author.url} for author in entry.authors],
            "tags": list(entry.categories),
            "language": entry.language,
        }
    )
