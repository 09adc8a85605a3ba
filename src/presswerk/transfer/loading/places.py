"""Places in the page tree for many articles at once."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F
from wagtail.models import Page

from presswerk.newsroom.models import ArticlePage
from presswerk.transfer.incoming import Refused

MOST_PLACES = len(Page.alphabet) ** Page.steplen - 1


class Places:
    """The next free places below some sections. MUST be used within one transaction.

    The rows of the sections are locked, in the order of the tree, as django-treebeard locks the parent of a
    page that it adds: whoever adds one there at the same time waits until the transaction ends.
    """

    def __init__(self, section_ids: Iterable[int]) -> None:
        locked = Page.objects.select_for_update().filter(pk__in=set(section_ids)).order_by("path")
        self._sections = {section.pk: section for section in locked}
        self._last_places = {pk: self._last_place(section) for pk, section in self._sections.items()}
        self._added: Counter[int] = Counter()

    @staticmethod
    def _last_place(section: Page) -> int:
        """The place of the last child, 0 when there is none. One step down the index of paths.

        Between two bounds, because SQLite finds no beginning of a text by an index.
        """
        below = Page.objects.filter(path__range=Page._get_children_path_interval(section.path))
        path = below.filter(depth=section.depth + 1).order_by("-path").values_list("path", flat=True).first()
        return Page._str2int(path[-Page.steplen :]) if path else 0

    def put(self, article: ArticlePage, section_id: int) -> None:
        """Give an article the next place in a section. Raises Refused when the section is gone."""
        section = self._sections.get(section_id)
        if section is None:
            raise Refused("Its section was deleted while the import ran.")
        article.depth = section.depth + 1
        article.path = self._next_path(section)
        article.numchild = 0
        article.url_path = f"{section.url_path}{article.slug}/"
        self._added[section_id] += 1

    def _next_path(self, section: Page) -> str:
        place = self._last_places[section.pk] + 1
        if place > MOST_PLACES:
            raise Refused(f"The section “{section.title}” is full: it holds {MOST_PLACES} articles.")
        self._last_places[section.pk] = place
        return Page._get_path(section.path, section.depth + 1, place)

    def take(self) -> None:
        """Tell the sections how many children they have got."""
        for section_id, count in self._added.items():
            Page.objects.filter(pk=section_id).update(numchild=F("numchild") + count)
