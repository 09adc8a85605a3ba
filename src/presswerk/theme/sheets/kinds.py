"""Of which parts the style sheet and the script of each kind of page are joined, in this order."""

_FRAME = ("layers", "reset", "tokens", "base", "tints", "controls", "masthead", "menu", "search-field")
_LISTS = ("pager", "footer")
_PRINT = ("print",)

KINDS: dict[str, tuple[str, ...]] = {
    "front": (
        *_FRAME, "breadcrumb", "teaser", "headlines", "ruled", "counted", "numbered", "article-list", *_LISTS,
        "lead", "top", "bands", "opinion", "section", *_PRINT,
    ),
    "article": (
        *_FRAME, "breadcrumb", "teaser", "ruled", *_LISTS,
        "article", "tools", "pictures", "text", "footnotes", "quotes", "boxes", "tables", "media",
        "article-foot", "related", "read-next", "waiting", "article-grid", *_PRINT,
    ),
    "list": (
        *_FRAME, "breadcrumb", "teaser", "article-list", *_LISTS,
        "list-page", "profile", "archive", "timeline", *_PRINT,
    ),
}  # fmt: skip

# The faces stand in the paper's own sheet, because a paper may choose others (`theme/fonts/faces.py`).
FONTS = "fonts"
PARTS = (FONTS, *dict.fromkeys(part for parts in KINDS.values() for part in parts))

# The small scripts likewise. Each is whole by itself and shares nothing with the others.
SCRIPTS: dict[str, tuple[str, ...]] = {
    "front": ("menu",),
    "article": ("menu", "view", "share", "read-aloud", "embed", "load-more", "read-next", "late"),
    "list": ("menu", "load-more"),
}
