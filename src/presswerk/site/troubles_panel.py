"""What is wrong with the newspaper, on the first screen of those who may do something about it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from presswerk import jobs
from presswerk.jobs.views import PERMISSION
from presswerk.site.condition.troubles import troubles


@dataclass(frozen=True)
class Shown:
    """A sentence, the next step, and the screen on which it can be taken ("" where it is none of ours)."""

    sentence: str
    hint: str
    url: str = ""


class TroublesPanel(Component):
    """Nothing at all while nothing is wrong. Seven queries, however much is."""

    template_name = "site/troubles_panel.html"
    order = 5

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"troubles": shown_to(parent_context["request"].user)}


def shown_to(user: Any) -> list[Shown]:
    """What the doctor, the mail and this panel agree upon; nothing for who may not act."""
    if not user.has_perm(PERMISSION):
        return []
    of_jobs, of_pages = reverse("jobs:overview"), reverse("bake:overview")
    screens = {"backup": of_jobs, "front": of_pages, "store-damaged": of_pages, "store-full": of_pages}
    found = [Shown(one.message, one.hint, of_jobs) for one in jobs.health() if one.level != "ok"]
    return found + [Shown(one.sentence, one.hint, screens.get(one.key, "")) for one in troubles()]
