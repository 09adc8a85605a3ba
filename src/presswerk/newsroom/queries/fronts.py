"""Which article stands where on a front, and none twice."""

from dataclasses import dataclass

from presswerk.newsroom.models import ArticlePage, FrontPage, Listing, SectionPage
from presswerk.newsroom.queries import listing, sections
from presswerk.newsroom.queries.teasers import teasers

PINNED = 8
SECONDARY = 4
RIVER = 8
BAND = 5


@dataclass(frozen=True)
class Band:
    """A section's strip on the front page."""

    section: SectionPage
    articles: list[ArticlePage]


@dataclass(frozen=True)
class Front:
    """What a front page shows, from the top down."""

    lead: ArticlePage | None
    pinned: list[ArticlePage]
    river: list[ArticlePage]
    bands: list[Band]

    @property
    def is_empty(self) -> bool:
        return self.lead is None


def front(edition: FrontPage) -> Front:
    """Compose the front: pins first, the newest after them, then a band for each section.

    The number of queries does not grow with articles or sections.
    """
    top_sections = sections.directly_below(edition)
    lead_id, pinned_ids = edition.pinned_ids()
    newest_ids = listing.newest_ids_of_each(
        Listing.Kind.EDITION, [edition.locale_id], 1 + PINNED + SECONDARY + RIVER
    )[edition.locale_id]
    in_bands = listing.newest_ids_of_each(
        Listing.Kind.SECTION, [section.pk for section in top_sections], BAND + PINNED + SECONDARY + RIVER + 1
    )
    wanted = dict.fromkeys([*([lead_id] if lead_id else []), *pinned_ids, *newest_ids])
    for ids in in_bands.values():
        wanted.update(dict.fromkeys(ids[: BAND + PINNED]))
    by_id = {article.pk: article for article in teasers(list(wanted))}
    return _compose(by_id, lead_id, pinned_ids, newest_ids, in_bands, top_sections)


def _compose(
    by_id: dict[int, ArticlePage],
    lead_id: int | None,
    pinned_ids: list[int],
    newest_ids: list[int],
    in_bands: dict[int, list[int]],
    top_sections: list[SectionPage],
) -> Front:
    left = dict(by_id)
    lead = left.pop(lead_id, None) if lead_id else None
    pinned = [left.pop(pk) for pk in pinned_ids if pk in left]
    stream = (pk for pk in newest_ids if pk in left)
    if lead is None:
        first = next(stream, None)
        lead = left.pop(first) if first is not None else None
    while len(pinned) < SECONDARY and (pk := next(stream, None)) is not None:
        pinned.append(left.pop(pk))
    river = [left.pop(pk) for pk in list(stream)[:RIVER]]
    bands = []
    for section in top_sections:
        shown = [pk for pk in in_bands.get(section.pk, ()) if pk in left][:BAND]
        if shown:
            bands.append(Band(section, [left.pop(pk) for pk in shown]))
    return Front(lead, pinned, river, bands)
