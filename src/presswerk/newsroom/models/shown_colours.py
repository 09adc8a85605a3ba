"""In the paper's settings: what readers see of the colours that were asked for."""

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from presswerk.newsroom.appearance import Asked, explained

_NAMES: dict[str, str | Promise] = {
    "accent": _("accent colour"),
    "ground": _("ground colour"),
    "signal": _("signal colour"),
}


class ShownColoursPanel(Panel):
    """A table of the stored colours as they are shown on light and on dark ground, with their contrast."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/editor/shown_colours.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            paper = self.instance
            asked = Asked(paper.accent_colour, paper.ground_colour, paper.signal_colour)
            rows = explained(asked, settings.THEME_GROUNDS)
            context["colours"] = [{"label": _NAMES[row.name], "row": row} for row in rows]
            context["any_mended"] = any(row.is_mended for row in rows)
            return context
