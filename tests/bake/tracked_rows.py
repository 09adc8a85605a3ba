"""A row in every table that readers' pages are made of, and the tags that a change of it must purge."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from presswerk.accessibility.models import AccessibilitySettings
from presswerk.comments import threads
from presswerk.comments.law.models import CommentSettings
from presswerk.comments.models import Comment, Debate, DebateRules, State
from presswerk.newsroom.models import (
    AuthorLink,
    Correction,
    FrontPin,
    Menu,
    SectionPage,
    SectionPin,
)
from presswerk.syndication.models import PaperIcon, ShareCard, SyndicationSettings
from tests import world
from tests.bake.property import newspaper

Row = dict[str, Any]
_PAGE = ("page:{id}", "translations:{translation_key}")

# Table → tags of a row, written down once more and by hand: the declarations are what is tested.
EXPECTED: dict[str, tuple[str, ...]] = {
    "newsroom_articlepage": ("page:{page_ptr_id}", "number:{number}", "numbers", "numbers:0"),
    "newsroom_sectionpage": ("page:{page_ptr_id}", "sections"),
    "newsroom_frontpage": ("page:{page_ptr_id}", "editions"),
    "newsroom_plainpage": ("page:{page_ptr_id}", "plain pages"),
    "newsroom_frontpin": ("page:{page_id}",),
    "newsroom_sectionpin": ("page:{page_id}",),
    "wagtailcore_pageviewrestriction": ("privacy",),
    "newsroom_credit": ("page:{article_id}",),
    "newsroom_correction": ("page:{article_id}", "corrections", "numbers:0"),
    "newsroom_articlepage_topics": ("page:{articlepage_id}",),
    "newsroom_articlenumber": ("number:{number}",),
    "newsroom_authorprofile": ("author:{id}", "authors"),
    "newsroom_authorlink": ("author:{author_id}",),
    "newsroom_topic": ("topic:{id}", "topics"),
    "newsroom_listing": ("lists", "list:{kind}:{target_id}"),
    "newsroom_archiveday": (
        "archive:{locale_id}",
        "archive:{locale_id}:{month}",
        "archive:{locale_id}:{date}",
    ),
    "newsroom_image": ("picture:{id}",),
    "newsroom_rendition": ("picture:{image_id}",),
    "newsroom_document": ("document:{id}",),
    "newsroom_embedstill": ("still:{address}",),
    "newsroom_shownpicture": ("shown:{picture_id}",),
    "newsroom_sitesettings": ("paper",),
    "newsroom_menu": ("menus:{locale_id}",),
    "newsroom_menuitem": ("menus:{menu_locale}",),
    "wagtailcore_site": ("editions", "paper"),
    "wagtailcore_locale": ("editions",),
    "wagtailredirects_redirect": ("redirects",),
    "wagtailcore_page": (*_PAGE, "numbers", "numbers:0"),
    "comments_comment": ("debate:{article_id}",),
    "comments_debate": ("comments:{article_id}",),
    "comments_debaterules": ("debate-rules",),
    "accessibility_accessibilitysettings": ("accessibility-settings",),
    "comments_law_commentsettings": ("comment-settings",),
    "comments_law_houserules": ("house-rules",),
    "syndication_syndicationsettings": ("paper",),
    "syndication_sharecard": ("card:{article_id}", "card-file:{file}"),
    "syndication_papericon": ("icons:{site_id}",),
    "syndication_sitemapshard": ("sitemap", "sitemap:articles:{number}"),
}
HARD = {"wagtailcore_pageviewrestriction", "newsroom_shownpicture"}
SOFT = {"comments_debate", "syndication_papericon"}
# Gone with the row for good, whatever an update does.
HARD_WHEN_DELETED = {"comments_comment", "wagtailcore_page"}
# What an update must change to count, where not every update does; and a column that tells readers nothing.
COUNTED: dict[str, tuple[str, ...]] = {"newsroom_articlenumber": ("headline", "section_id")}
_OF_PAGES = (
    "title",
    "seo_title",
    "search_description",
    "slug",
    "url_path",
    "show_in_menus",
    "last_published_at",
)
COUNTED["wagtailcore_page"] = _OF_PAGES
COUNTED["comments_comment"] = ("html", "author_name")
COUNTED["comments_debate"] = ("comments",)
UNCOUNTED = {"wagtailcore_page": "draft_title", "comments_comment": "text"}


def fill() -> None:
    """Make a newspaper in which every one of these tables has a row."""
    newspaper.make_newspaper()
    article = world.make_article(title="Ein Artikel mit Berichtigung")
    section = SectionPage.objects.first()
    Correction.objects.create(article=article, text="Das war falsch.")
    front = world.found_paper()
    FrontPin.objects.create(page=front, article=article)
    SectionPin.objects.create(page=section, article=article)
    PageViewRestriction.objects.create(page=section.page_ptr, restriction_type="login")
    AuthorLink.objects.create(author=world.make_author("Clara Claas"), label="x", url="https://example.org/")
    Redirect.objects.create(old_path="/alt", redirect_link="/neu/")
    CommentSettings.objects.create(site=Site.objects.get())
    path = threads.segment(timezone.now())
    Comment.objects.create(
        article=article, thread=path, path=path, author_name="Berta", html="<p>Ja.</p>", is_visible=True,
        shows_text=True, state=State.PUBLISHED,
    )  # fmt: skip
    Debate.objects.get_or_create(article=article)
    SyndicationSettings.objects.create(site=Site.objects.get())
    AccessibilitySettings.objects.create(site=Site.objects.get())
    ShareCard.objects.create(article=article, file="cards/00.jpg", facts="0")
    PaperIcon.objects.create(site=Site.objects.get(), name="favicon.ico", content=b"0", facts="0")
    DebateRules.objects.get_or_create(article=None, section=None)


def one_row(table: str) -> Row:
    """A row of the table; of pages an article's."""
    where = (
        " WHERE id IN (SELECT page_ptr_id FROM newsroom_articlepage)" if table == "wagtailcore_page" else ""
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}{where} LIMIT 1")
        values = cursor.fetchone()
        assert values is not None, f"{table} is empty"
        return dict(zip([column[0] for column in cursor.description], values, strict=True))


def expected(table: str, row: Row) -> set[str]:
    """The tags of a row."""
    more = {
        name: str(value).replace("-", "") if name == "translation_key" else value
        for name, value in row.items()
    }
    if table == "newsroom_archiveday":
        more |= {"month": str(row["day"])[:7], "date": str(row["day"])[:10]}
    if table == "newsroom_menuitem":
        more["menu_locale"] = Menu.objects.get(pk=row["menu_id"]).locale_id
    return {tag.format(**more) for tag in EXPECTED[table]}


@contextmanager
def purges() -> Iterator[Callable[[], dict[str, str]]]:
    """What the block writes to the log: tag → its strongest strength."""
    from presswerk.bake.models import Purge

    before = Purge.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rank = {"soft": 1, "wait": 2, "hard": 3}

    def read() -> dict[str, str]:
        found: dict[str, str] = {}
        for tag, strength in Purge.objects.filter(pk__gt=before).values_list("tag", "strength"):
            found[tag] = max(found.get(tag, "soft"), strength, key=rank.__getitem__)
        return found

    yield read
