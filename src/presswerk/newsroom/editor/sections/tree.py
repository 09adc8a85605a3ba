"""All sections at once, in the order of the tree: a paper has dozens, not thousands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from presswerk.newsroom.models import FrontPage, SectionPage


@dataclass(frozen=True)
class Branch:
    """The front page of an edition with all its sections from the top down."""

    front: FrontPage
    sections: list[SectionPage]

    def level(self, section: SectionPage) -> int:
        """0 for a section directly below the front, 1 for one below such, and so on."""
        return section.depth - self.front.depth - 1


def branches() -> list[Branch]:
    """All editions with their sections, those not live too. Two queries."""
    fronts = list(FrontPage.objects.select_related("locale").order_by("path"))
    sections = list(SectionPage.objects.order_by("path"))
    return [
        Branch(front, [section for section in sections if section.path.startswith(front.path)])
        for front in fronts
    ]


def indented_sections() -> list[tuple[str, str]]:
    """Choices of all sections by id; with several editions each under its edition's name."""
    found = branches()
    return [
        (str(section.pk), f"{prefix}{'– ' * branch.level(section)}{section.title}")
        for branch in found
        for prefix in [f"{branch.front.title}: " if len(found) > 1 else ""]
        for section in branch.sections
    ]


def sections_open_to(user: Any) -> Iterator[tuple[Branch, list[SectionPage]]]:
    """The editions and those of their sections in which a person may begin an article."""
    for branch in branches():
        allowed = [
            section for section in branch.sections if section.permissions_for_user(user).can_add_subpage()
        ]
        if allowed:
            yield branch, allowed
