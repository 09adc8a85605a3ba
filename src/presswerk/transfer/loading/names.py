"""Authors and topics by name: found again whatever their spelling, made when missing."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, models, transaction

from presswerk.newsroom.models import AuthorProfile, Topic
from presswerk.newsroom.slugs import slug_from

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MOST_TRIES = 50


def fold(name: str) -> str:
    """What two spellings of the same name have in common: case, umlauts and white space do not count.

    >>> fold("Größe  MÜLLER") == fold("Groesse Mueller")
    True
    """
    composed = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", composed).translate(_GERMAN).split())


class Register:
    """All rows of a model with a name and a slug in one locale; read once, then kept in memory.

    It grows with the number of authors and topics, not with that of articles.
    """

    def __init__(self, model: type[AuthorProfile] | type[Topic], locale_id: int) -> None:
        self._model = model
        self._locale_id = locale_id
        self._ids = dict(self._read())
        self.most_characters: int = model._meta.get_field("name").max_length or 0

    def _read(self) -> Iterator[tuple[str, int]]:
        """Synonyms first, so that a name of its own counts more than a synonym of another."""
        rows = self._model._default_manager.filter(locale_id=self._locale_id).order_by("-pk")
        if self._model is Topic:
            for pk, synonyms in rows.exclude(synonyms="").values_list("pk", "synonyms"):
                yield from ((fold(synonym), pk) for synonym in synonyms.splitlines() if synonym.strip())
        for pk, name in rows.values_list("pk", "name").iterator():
            yield fold(name), pk

    def find(self, name: str) -> int | None:
        """The id of the row with this name, None when there is none."""
        return self._ids.get(fold(name))

    def make(self, name: str, **fields: Any) -> int:
        """Make the row, with a slug that no other has. One transaction."""
        made = self._save(name, fields)
        self._ids[fold(name)] = made.pk
        return made.pk

    def expect(self, name: str) -> None:
        """Remember that the row would be made, without making it."""
        self._ids[fold(name)] = 0

    def _save(self, name: str, fields: dict[str, Any]) -> models.Model:
        for slug in self._free_slugs(name):
            try:
                with transaction.atomic():
                    return self._model._default_manager.create(
                        name=name, slug=slug, locale_id=self._locale_id, **fields
                    )
            except IntegrityError:
                continue  # an editor took it in the meantime
        raise IntegrityError(f"No slug is free for {name!r}.")

    def _free_slugs(self, name: str) -> Iterator[str]:
        base = slug_from(name) or "n"
        rows = self._model._default_manager.filter(locale_id=self._locale_id)
        taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
        tried = 0
        for number in range(1, len(taken) + _MOST_TRIES):
            slug = base if number == 1 else f"{base}-{number}"
            if slug not in taken and tried < _MOST_TRIES:
                tried += 1
                yield slug
