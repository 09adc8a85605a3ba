"""The tables that readers' pages are made of, and the tags of their rows. See `presswerk.bake.tracking`."""

from presswerk import bake
from presswerk.bake import Derived, Tracked
from presswerk.newsroom.models import Listing
from presswerk.newsroom.queries.parts import PART

# What readers see of a page, or what decides where it stands. The rest is the editors' own: drafts,
# autosaves, locks and plans change nothing that is public.
_OF_PAGES = (
    "path", "url_path", "slug", "live", "title", "seo_title", "search_description", "locale_id",
    "translation_key", "content_type_id", "show_in_menus", "first_published_at", "last_published_at",
)  # fmt: skip
_TRANSLATIONS = Derived(
    "'translations:' || REPLACE(CAST({row}.translation_key AS text), '-', '')", is_expression=True
)


def _expression(sql: str) -> Derived:
    return Derived(sql, is_expression=True)


def _shown(*columns: str) -> tuple[Derived, ...]:
    """What says who may have the files of the pictures in these columns (`queries.shown_pictures`)."""
    return tuple(
        Derived(f"'shown:' || {{row}}.{column}", is_expression=True, strength="hard", column=column)
        for column in columns
    )


_TAG_OF_NUMBER = f"'numbers:' || (other.number / {PART})"


def declare() -> None:
    """Called once when Django starts."""
    bake.track(*_PAGES, *_OF_ARTICLES, *_LISTS, *_PICTURES, *_OF_THE_PAPER)
    bake.owned_by_loaded(
        "newsroom_credit",
        "newsroom_correction",
        "newsroom_articlepage_topics",
        "newsroom_authorlink",
        "newsroom_frontpin",
        "newsroom_sectionpin",
        "newsroom_rendition",
    )
    bake.never_changes("django_content_type")


_PAGES = (
    Tracked(
        "wagtailcore_page",
        ("page:{id}",),
        columns=_OF_PAGES,
        vanishes="live",
        derived=(
            _TRANSLATIONS,
            Derived("sections", "EXISTS (SELECT 1 FROM newsroom_sectionpage WHERE page_ptr_id = {row}.id)"),
            Derived("plain pages", "EXISTS (SELECT 1 FROM newsroom_plainpage WHERE page_ptr_id = {row}.id)"),
            Derived("editions", "EXISTS (SELECT 1 FROM newsroom_frontpage WHERE page_ptr_id = {row}.id)"),
            _expression(
                f"(SELECT 'numbers:' || (number / {PART}) FROM newsroom_articlepage"
                " WHERE page_ptr_id = {row}.id)"
            ),
            Derived("numbers", "EXISTS (SELECT 1 FROM newsroom_articlepage WHERE page_ptr_id = {row}.id)"),
            # The sitemap names an article's translations, which may stand in other parts of it.
            Derived(
                _TAG_OF_NUMBER,
                "twin.translation_key = {row}.translation_key AND twin.id <> {row}.id",
                is_expression=True,
                source="wagtailcore_page twin JOIN newsroom_articlepage other ON other.page_ptr_id = twin.id",
                strength="soft",
            ),
        ),
    ),
    Tracked(
        "newsroom_articlepage",
        ("page:{page_ptr_id}",),
        derived=(
            _expression("'number:' || {row}.number"),
            _expression(f"'numbers:' || ({{row}}.number / {PART})"),
            Derived("numbers"),
            Derived(
                _TAG_OF_NUMBER,
                "mine.id = {row}.page_ptr_id AND twin.id <> mine.id",
                is_expression=True,
                source="wagtailcore_page mine"
                " JOIN wagtailcore_page twin ON twin.translation_key = mine.translation_key"
                " JOIN newsroom_articlepage other ON other.page_ptr_id = twin.id",
                strength="soft",
            ),
        ),
    ),
    Tracked("newsroom_sectionpage", ("page:{page_ptr_id}",), derived=(Derived("sections"),)),
    Tracked("newsroom_frontpage", ("page:{page_ptr_id}",), derived=(Derived("editions"),)),
    Tracked("newsroom_plainpage", ("page:{page_ptr_id}",), derived=(Derived("plain pages"),)),
    Tracked("newsroom_frontpin", ("page:{page_id}",)),
    Tracked("newsroom_sectionpin", ("page:{page_id}",)),
    Tracked("wagtailcore_pageviewrestriction", ("privacy",), strength="hard"),
)
_OF_ARTICLES = (
    Tracked("newsroom_credit", ("page:{article_id}",)),
    Tracked(
        "newsroom_correction",
        ("page:{article_id}", "corrections"),
        # A correction dates the article anew in the sitemap.
        derived=(
            _expression(
                f"(SELECT 'numbers:' || (number / {PART}) FROM newsroom_articlepage"
                " WHERE page_ptr_id = {row}.article_id)"
            ),
        ),
    ),
    Tracked("newsroom_articlepage_topics", ("page:{articlepage_id}",), loads=False),
    Tracked("newsroom_articlenumber", ("number:{number}",), columns=("deleted_at", "headline", "section_id")),
    Tracked("newsroom_authorprofile", ("author:{id}",), derived=(Derived("authors"), *_shown("portrait_id"))),
    Tracked("newsroom_authorlink", ("author:{author_id}",)),
    Tracked("newsroom_topic", ("topic:{id}",), derived=(Derived("topics"),)),
)
_LISTS = (
    Tracked(
        "newsroom_listing",
        (),
        loads=False,
        derived=(
            Derived("lists"),
            _expression("'list:' || {row}.kind || ':' || {row}.target_id"),
            # What stands below an article may be a moment old; else each publication would make readers
            # of all articles of its section wait.
            Derived(
                "'related:' || {row}.target_id",
                f"{{row}}.kind = {Listing.Kind.SECTION.value}",
                is_expression=True,
                strength="soft",
            ),
        ),
    ),
    # Any update counts: a day whose number of articles stays the same may have others.
    Tracked(
        "newsroom_archiveday",
        ("archive:{locale_id}",),
        loads=False,
        derived=(
            _expression("'archive:' || {row}.locale_id || ':' || substr(CAST({row}.day AS text), 1, 7)"),
            _expression("'archive:' || {row}.locale_id || ':' || substr(CAST({row}.day AS text), 1, 10)"),
        ),
    ),
)
_PICTURES = (
    Tracked("newsroom_image", ("picture:{id}",)),
    Tracked(
        "newsroom_rendition",
        ("picture:{image_id}",),
        derived=(
            # The sitemap names the pictures that lead articles.
            Derived(
                _TAG_OF_NUMBER,
                "other.lead_picture_id = {row}.image_id",
                is_expression=True,
                source="newsroom_articlepage other",
                strength="soft",
            ),
        ),
    ),
    Tracked("newsroom_document", ("document:{id}",)),
    Tracked("newsroom_embedstill", ("still:{address}",), derived=_shown("picture_id")),
    # Where a picture begins or ends to be shown; readers may have its files no longer than that.
    Tracked("newsroom_shownpicture", ("shown:{picture_id}",), strength="hard", loads=False),
)
_OF_THE_PAPER = (
    Tracked("newsroom_sitesettings", ("paper",), derived=_shown("logo_id", "logo_dark_id")),
    Tracked("newsroom_menu", ("menus:{locale_id}",)),
    Tracked(
        "newsroom_menuitem",
        (),
        loads=False,
        derived=(_expression("(SELECT 'menus:' || locale_id FROM newsroom_menu WHERE id = {row}.menu_id)"),),
    ),
    Tracked("wagtailcore_site", ("editions", "paper")),
    Tracked("wagtailcore_locale", ("editions",)),
    Tracked("wagtailredirects_redirect", ("redirects",)),
)
