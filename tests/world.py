"""A small newspaper that every test knows: Anna edits Politik, Ben edits Sport, Clara reads.

Each maker takes every argument as an option, so that a test names only what it is about.
"""

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from presswerk.jobs.clock import Clock
from presswerk.jobs.task_loop import TaskLoop
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    Credit,
    FrontPage,
    PlainPage,
    SectionPage,
    Topic,
)

_numbers = count(1)


def found_paper(name: str = "Testblatt") -> FrontPage:
    """The default edition of an otherwise empty paper."""
    return founding.found(name)


def make_section(title: str = "Politik", slug: str = "", parent=None, **fields) -> SectionPage:
    """A live section below the front page or another section."""
    section = SectionPage(title=title, slug=slug or title.lower(), **fields)
    (parent or found_paper()).add_child(instance=section)
    section.save_revision().publish()
    return SectionPage.objects.get(pk=section.pk)


def make_plain_page(title: str = "Impressum", slug: str = "", parent=None, **fields) -> PlainPage:
    """A live plain page below the front page."""
    page = PlainPage(title=title, slug=slug or title.lower(), **fields)
    (parent or found_paper()).add_child(instance=page)
    page.save_revision().publish()
    return PlainPage.objects.get(pk=page.pk)


def make_author(name: str = "Anna Albers", **fields) -> AuthorProfile:
    """An author of the default edition."""
    locale = fields.pop("locale", None) or found_paper().locale
    return AuthorProfile.objects.create(name=name, locale=locale, **fields)


def make_topic(name: str = "Hafen", **fields) -> Topic:
    """A topic of the default edition."""
    locale = fields.pop("locale", None) or found_paper().locale
    return Topic.objects.create(name=name, locale=locale, **fields)


def make_draft(
    section: SectionPage | None = None,
    title: str = "",
    *,
    authors=(),
    topics=(),
    further_sections=(),
    body=None,
    **fields,
) -> ArticlePage:
    """An article that nobody but the newsroom sees."""
    section = section or SectionPage.objects.order_by("path").first() or make_section()
    article = ArticlePage(
        title=title or f"Der Rat berät zum {next(_numbers)}. Mal über die Brücke",
        lead=fields.pop("lead", "Der Rat hat beraten. Beschlossen hat er nichts."),
        body=body if body is not None else [("text", "<p>Kurz vor Mitternacht war Schluss.</p>")],
        live=False,
        has_unpublished_changes=True,
        **fields,
    )
    article.credits = [Credit(author=author, sort_order=order) for order, author in enumerate(authors)]
    article.topics = list(topics)
    article.further_sections = list(further_sections)
    section.add_child(instance=article)
    article.save_revision()
    return ArticlePage.objects.get(pk=article.pk)


def make_article(section: SectionPage | None = None, title: str = "", **fields) -> ArticlePage:
    """A published article; `published_at` may name an earlier moment."""
    published_at = fields.pop("published_at", None)
    article = make_draft(section, title, **fields)
    if published_at is not None:
        article.published_at = published_at
        article.save()
    return publishing.publish(article)


def make_articles(how_many: int, section: SectionPage | None = None, **fields) -> list[ArticlePage]:
    """Published articles, one minute after the other, the newest last."""
    start: datetime = timezone.now() - timedelta(minutes=how_many + 1)
    return [
        make_article(section, published_at=start + timedelta(minutes=minute), **fields)
        for minute in range(how_many)
    ]


def run_tasks(*queues: str) -> int:
    """Do all background work that waits, as the worker would; return how many tasks there were."""
    loop = TaskLoop(queues or ("urgent", "default", "slow"), "tests", Clock())
    done = 0
    while loop.step() == 0.0:
        done += 1
    return done
