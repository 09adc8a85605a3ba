"""The HTML that a feed reader shows of an article."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from presswerk.syndication.feeds.channel import Entry, Illustration


def content_of(entry: Entry) -> SafeString:
    """Picture, lead, and the whole article or the way to it. All addresses are absolute."""
    paragraphs = format_html_join("", "<p>{}</p>", ((part,) for part in entry.summary.splitlines() if part))
    if entry.body is not None:
        return _figure(entry.illustration) + paragraphs + entry.body
    more = format_html('<p><a href="{}">{}</a></p>', entry.url, _("Read the whole article"))
    return _figure(entry.illustration) + paragraphs + more


def _figure(illustration: Illustration | None) -> SafeString:
    if illustration is None:
        return SafeString()
    stored = illustration.stored
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>',
        stored.url,
        stored.width,
        stored.height,
        illustration.alt_text,
        _caption(illustration),
    )


def _caption(illustration: Illustration) -> SafeString:
    credit = (pgettext("picture credit", "Photo:"), illustration.credit) if illustration.credit else ()
    words = " ".join(part for part in (illustration.caption, *credit) if part)
    return format_html("<figcaption>{}</figcaption>", words) if words else SafeString()
