"""Footnotes in the editor: a button that marks the words that shall stand below the article."""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler

from presswerk.newsroom.footnotes import MARK

FEATURE = "footnote"
_STYLE = "FOOTNOTE"


def register(features: Any) -> None:
    """An inline style: no dialogue and no script of ours is needed, and links may stand in a note."""
    control = {
        "type": _STYLE,
        "icon": "superscript",
        "description": _("Footnote: the marked words stand below the article, with a number in their place"),
        "style": {
            "fontSize": "0.8125em",
            "background": "var(--w-color-surface-field-inactive)",
            "outline": "1px dashed var(--w-color-border-field-default)",
        },
    }
    features.register_editor_plugin("draftail", FEATURE, draftail.InlineStyleFeature(control))
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f"span[{MARK}]": InlineStyleElementHandler(_STYLE)},
            "to_database_format": {"style_map": {_STYLE: {"element": "span", "props": {MARK: ""}}}},
        },
    )
