"""Sections by name or path: found again whatever their spelling, made when missing."""

import re

from django.db import transaction

from presswerk.newsroom import addresses, slots
from presswerk.newsroom.models import FrontPage, SectionPage
from presswerk.newsroom.slugs import slug_from
from presswerk.transfer.incoming import Refused
from presswerk.transfer.loading.names import fold

SEPARATOR = "/"
MOST_LEVELS = 6
_MOST_NAME_CHARACTERS = 255
# The tree keeps articles under "a" and their number; a section of that name would stand in their way.
_SLUG_OF_ARTICLE = re.compile(r"a[0-9]+")
# Appended to a slug that the software needs itself.
_SECTION = {"de": "ressort"}


class Sections:
    """The sections of one edition, kept in memory."""

    def __init__(self, edition: FrontPage, language: str) -> None:
        self._edition_id = edition.pk
        self._word = _SECTION.get(language[:2], "section")
        self._read(edition)

    def _read(self, edition: FrontPage) -> None:
        self._children: dict[tuple[int, str], int] = {}
        self._anywhere: dict[str, list[int]] = {}
        ids = {edition.path: edition.pk}
        step = SectionPage.steplen
        rows = SectionPage.objects.filter(path__startswith=edition.path).order_by("path")
        for pk, path, title, slug in rows.values_list("pk", "path", "title", "slug"):
            ids[path] = pk
            parent = ids.get(path[:-step], 0)
            # The title comes last: it counts more than what the slug says.
            for key in dict.fromkeys((fold(slug), fold(title))):
                self._children.setdefault((parent, key), pk)
            self._anywhere.setdefault(fold(title), []).append(pk)

    def find(self, name_or_path: str) -> int | None:
        """The id of a section, None when there is none. A lone name may stand at any level if it is unique.

        Raises Refused for what cannot be the name of a section.
        """
        whole = self._children.get((self._edition_id, fold(name_or_path)))
        if whole is not None:
            return whole
        names = names_of(name_or_path)
        parent: int | None = self._edition_id
        for name in names:
            parent = self._children.get((parent or 0, fold(name))) if parent is not None else None
        if parent is None and len(names) == 1:
            anywhere = self._anywhere.get(fold(names[0]), [])
            return anywhere[0] if len(anywhere) == 1 else None
        return parent

    def expect(self, name_or_path: str) -> list[str]:
        """Remember that the missing sections would be made, without making them; their paths."""
        return [path for path, _id in self._walk(name_or_path, makes=False)]

    def make(self, name_or_path: str) -> list[str]:
        """Make the missing sections on the way down; their paths. One transaction each."""
        self._read(FrontPage.objects.get(pk=self._edition_id))  # editors make sections, too
        return [path for path, _id in self._walk(name_or_path, makes=True)]

    def _walk(self, name_or_path: str, *, makes: bool) -> list[tuple[str, int]]:
        made: list[tuple[str, int]] = []
        parent = self._edition_id
        names = names_of(name_or_path)
        for level, name in enumerate(names):
            key = (parent, fold(name))
            if key not in self._children:
                pk = self._add(parent, name) if makes else -len(self._children) - 1
                self._children[key] = pk
                self._anywhere.setdefault(fold(name), []).append(pk)
                made.append((SEPARATOR.join(names[: level + 1]), pk))
            parent = self._children[key]
        return made

    def _add(self, parent_id: int, name: str) -> int:
        model = FrontPage if parent_id == self._edition_id else SectionPage
        with transaction.atomic():
            parent = model.objects.get(pk=parent_id)
            section = SectionPage(title=name, slug=self._free_slug(parent, name), locale_id=parent.locale_id)
            parent.add_child(instance=section)
            section.save_revision().publish()
        return section.pk

    def _free_slug(self, parent: FrontPage | SectionPage, name: str) -> str:
        base = slug_from(name)
        if not base or is_taken_by_software(base):
            base = f"{base}-{self._word}".strip("-")
        taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
        while base in taken:
            # No number at the end: such addresses belong to articles.
            base = f"{base}-{self._word}"
        return base


def is_taken_by_software(slug: str) -> bool:
    """Whether a section of this slug would hide something, or be hidden."""
    return (
        addresses.is_reserved(slug)
        or slots.suffix_view(slug) is not None
        or _SLUG_OF_ARTICLE.fullmatch(slug) is not None
    )


def names_of(name_or_path: str) -> list[str]:
    """The names from the top down. Raises Refused when there is none, or too many."""
    names = [name for part in name_or_path.split(SEPARATOR) if (name := " ".join(part.split()))]
    if not names:
        raise Refused("The section has no name.")
    if len(names) > MOST_LEVELS:
        raise Refused(f"The section has {len(names)} levels; at most {MOST_LEVELS} are possible.")
    for name in names:
        if len(name) > _MOST_NAME_CHARACTERS:
            raise Refused(f"The section's name is longer than {_MOST_NAME_CHARACTERS} characters.")
        if not any(character.isalnum() for character in name):
            raise Refused(f"The section's name “{name}” has no letter and no digit.")
    return names
