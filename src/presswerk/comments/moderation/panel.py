"""What the desk shows on a moderator's first screen."""

from typing import Any

from wagtail.admin.ui.components import Component

from presswerk.comments.moderation import counters


class WaitingPanel(Component):
    """How much there is to do, and the way there."""

    template_name = "moderation/panel.html"
    order = 25

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"counts": counters.counts()}
