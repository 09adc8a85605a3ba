"""Rich text as readers get it: links with this paper's addresses, and nothing that could run.

The editor stores clean text, but imports, programs and old revisions may hold anything, so it is
cleaned once more on its way out (OWASP, "Cross Site Scripting Prevention": output is where it counts).
"""

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html

from presswerk.newsroom.footnotes import MARK, Footnote, parted

_TAGS = {
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "li", "mark", "ol", "p",
    "q", "s", "small", "span", "strong", "sub", "sup", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "hreflang", "rel"},
    "abbr": {"title"},
    "ol": {"start", "reversed"},
    "span": {MARK},
    "*": {"lang", "dir"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, strip_comments=True
)


def render(source: str) -> SafeString:
    """HTML for readers from stored rich text."""
    return mark_safe(_CLEANER.clean(expand_db_html(source)))


class PaperRichText(RichText):
    """Stored rich text that is cleaned when a template shows it."""

    first_note = 1
    """The number of its first footnote; whoever shows several texts on a page sets it."""

    def __html__(self) -> str:
        html = render(self.source)
        return parted(html, self.first_note)[0] if MARK in self.source else html

    @property
    def footnotes(self) -> list[Footnote]:
        """Its footnotes in their order."""
        return parted(render(self.source), self.first_note)[1] if MARK in self.source else []


class PaperRichTextBlock(blocks.RichTextBlock):
    """Wagtail's rich text, cleaned on its way out."""

    def to_python(self, value: str | RichText | None) -> PaperRichText:
        return self._paper(value)

    def normalize(self, value: str | RichText | None) -> PaperRichText:
        return self._paper(value)

    def value_from_form(self, value: str) -> PaperRichText:
        return self._paper(value)

    @staticmethod
    def _paper(value: str | RichText | None) -> PaperRichText:
        if isinstance(value, PaperRichText):
            return value
        return PaperRichText(value.source if isinstance(value, RichText) else value or "")
