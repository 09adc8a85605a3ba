"""Everything by which a newspaper changes, each as a function of the copy and three drawn numbers.

Whoever adds a way to edit adds it here: the property test then tries it among all the others.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Revision, Site

from presswerk.accessibility.models import AccessibilitySettings
from presswerk.newsroom import renditions
from presswerk.newsroom.actions import correcting, deleting, moving, pinning, publishing, scheduling
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorLink,
    AuthorProfile,
    Correction,
    Credit,
    Document,
    EmbedStill,
    FrontPage,
    Image,
    Menu,
    MenuItem,
    PlainPage,
    SectionPage,
    SiteSettings,
    Topic,
)
from presswerk.syndication import cards, icons
from presswerk.syndication.models import PaperIcon, ShareCard, SyndicationSettings
from presswerk.theme.fonts.pairs import PAIRS
from presswerk.transfer.jsonl import import_file
from tests import world
from tests.bake.property import newspaper
from tests.bake.property.clock import TurnedClock
from tests.bake.property.newspaper import new_word


class Desk:
    """Where edits are made: the clock, a folder for files, the words that were written so far, a browser.

    `taken` counts the forms that a screen took, `refused` tells what was wrong with the others.
    `is_index_true` ends when somebody publishes or takes back past all actions: the pages are right then, but
    the counts of the archive's days are not, and lists of addresses go by them.
    """

    def __init__(self, clock: TurnedClock, folder: Path) -> None:
        self.clock = clock
        self.folder = folder
        self.words: dict[str, int] = {}
        self.browser: Client | None = None
        self.is_index_true = True
        self.taken = 0
        self.refused: list[str] = []

    def lead(self, article_id: int) -> str:
        """A new word for an article's lead, remembered as that article's."""
        word = new_word()
        self.words[word] = article_id
        return word


Edit = Callable[[Desk, int, int, int], object]
EDITS: dict[str, Edit] = {}


def edit(function: Edit) -> Edit:
    """Let the property test draw this edit."""
    EDITS[function.__name__] = function
    return function


def one(rows: QuerySet | type[Model], number: int) -> Any:
    """One of the rows, in the order of their keys; None when there is none."""
    if not isinstance(rows, QuerySet):
        rows = rows._default_manager.all()
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.get(pk=keys[number % len(keys)]) if keys else None


def _publish(page: Page) -> None:
    page.save_revision().publish()


# Articles ---------------------------------------------------------------------------------------
@edit
def write(desk: Desk, a: int, b: int, c: int) -> None:
    topics, authors = list(Topic.objects.order_by("pk")), list(AuthorProfile.objects.order_by("pk"))
    article = world.make_draft(
        one(SectionPage.objects.filter(live=True), a) or one(SectionPage, a),
        new_word(),
        lead=new_word(),
        authors=authors[b % 3 : b % 3 + 1],
        topics=topics[c % 3 : c % 3 + 1],
        lead_picture=one(Image, b) if c % 2 else None,
        body=newspaper.body(one(ArticlePage, c), picture=one(Image, a)) if one(ArticlePage, c) else None,
        further_sections=[one(SectionPage, b)] if b % 4 == 0 else [],
    )
    desk.words[article.lead] = article.pk
    if c % 4:
        publishing.publish(article)


@edit
def publish(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage.objects.filter(live=False), a) or one(ArticlePage, a)
    if article:
        publishing.publish(article)


@edit
def rewrite(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if not article:
        return
    draft = article.get_latest_revision_as_object()
    draft.lead = desk.lead(article.pk)
    draft.title = new_word()
    if b % 3 == 1:
        draft.credits = [Credit(author=one(AuthorProfile, c))]
        draft.topics = [one(Topic, c)] if one(Topic, c) else []
        draft.further_sections = [one(SectionPage, c)]
    elif b % 3 == 2:
        draft.readable_slug = new_word()
        draft.lead_picture = one(Image, c)
        draft.label = "advert"
    revision = draft.save_revision()
    if c % 3:
        revision.publish()


@edit
def unpublish(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage.objects.filter(live=True), a)
    if article:
        publishing.unpublish(article)


@edit
def delete(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if article:
        deleting.delete(article)


@edit
def move(desk: Desk, a: int, b: int, c: int) -> None:
    article, section = one(ArticlePage, a), one(SectionPage, b)
    if article and not section.get_children().filter(slug=article.slug).exists():
        moving.move(article, section)


@edit
def correct(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if article:
        correcting.correct(article, "Das stimmt so nicht.")


@edit
def revert(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if article:
        revisions = Revision.objects.for_instance(article)
        publishing.publish_revision(one(revisions, b))


@edit
def pin(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    front = one(FrontPage, b) if c % 2 else one(SectionPage, b)
    if not article or not front:
        return
    if c % 7 == 0:
        pinning.unpin(article, front)
        return
    until = desk.clock.now() + timedelta(minutes=30) if c % 3 == 0 else None
    pinning.pin(article, front, "lead" if b % 2 else "teaser", until)


# Time -------------------------------------------------------------------------------------------
@edit
def schedule(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if not article:
        return
    draft = article.get_latest_revision_as_object()
    draft.lead = desk.lead(article.pk)
    soon = desk.clock.now() + timedelta(minutes=10 + 20 * (b % 3))
    if c % 2:
        draft.go_live_at, draft.expire_at = soon, None
    else:
        draft.go_live_at, draft.expire_at = None, soon
    draft.save_revision().publish()


@edit
def wait(desk: Desk, a: int, b: int, c: int) -> None:
    desk.clock.forward(minutes=15 * (1 + a % 3))
    if c % 3:
        scheduling.run_due()


# Sections, fronts and plain pages ---------------------------------------------------------------
@edit
def rename_section(desk: Desk, a: int, b: int, c: int) -> None:
    section = one(SectionPage, a)
    section.title = new_word()
    if b % 2:
        section.slug = new_word()
    section.colour = "#112233" if c % 2 else ""
    _publish(section)


@edit
def move_section(desk: Desk, a: int, b: int, c: int) -> None:
    section = one(SectionPage, a)
    target = one(FrontPage, b) if c % 2 else one(SectionPage, b)
    if target.path.startswith(section.path) or target.get_children().filter(slug=section.slug).exists():
        return
    if target.locale_id == section.locale_id:
        section.move(target, pos="last-child")


@edit
def new_section(desk: Desk, a: int, b: int, c: int) -> None:
    parent = one(FrontPage, a) if c % 2 else one(SectionPage, a)
    world.make_section(new_word(), slug=new_word(), parent=parent)


@edit
def take_section(desk: Desk, a: int, b: int, c: int) -> None:
    section = one(SectionPage, a)
    if c % 3 == 0 and SectionPage.objects.count() > 2:
        section.delete()
    elif section.live:
        section.unpublish()
    else:
        _publish(section)


@edit
def edit_front(desk: Desk, a: int, b: int, c: int) -> None:
    front = one(FrontPage, a)
    front.search_description = new_word()
    front.title = new_word()
    _publish(front)


@edit
def take_english_edition(desk: Desk, a: int, b: int, c: int) -> None:
    front = FrontPage.objects.get(locale__language_code="en")
    if front.live:
        front.unpublish()
    else:
        _publish(front)


@edit
def edit_plain_page(desk: Desk, a: int, b: int, c: int) -> None:
    page = one(PlainPage, a)
    if page is None or c % 4 == 0:
        world.make_plain_page(new_word(), slug=new_word(), parent=one(FrontPage, b))
    elif c % 4 == 1:
        page.slug = new_word()
        _publish(page)
    elif c % 4 == 2 and page.live:
        page.unpublish()
    else:
        page.title = new_word()
        linked = one(ArticlePage, b)
        page.body = [("text", f'<p><a linktype="page" id="{linked.pk if linked else 1}">mehr</a></p>')]
        _publish(page)


@edit
def link_translation(desk: Desk, a: int, b: int, c: int) -> None:
    english = ArticlePage.objects.filter(locale__language_code="en")
    translated, original = one(english, a), one(ArticlePage.objects.exclude(pk__in=english.values("pk")), b)
    if not translated or not original:
        return
    if english.filter(translation_key=original.translation_key).exists():
        return
    translated.translation_key = original.translation_key
    if c % 2:
        translated.save()
    else:
        Page.objects.filter(pk=translated.pk).update(translation_key=original.translation_key)


# Authors, topics, pictures ----------------------------------------------------------------------
@edit
def edit_author(desk: Desk, a: int, b: int, c: int) -> None:
    author = one(AuthorProfile, a)
    if c % 5 == 0:
        world.make_author(new_word())
        return
    author.name, author.short_biography = new_word(), new_word()
    if b % 2:
        author.slug = new_word()
    if c % 5 == 1:
        author.portrait = one(Image, b)
    author.save()
    if c % 5 == 2:
        AuthorLink.objects.create(author=author, label=new_word(), url="https://example.org/")
    if c % 5 == 3:
        AuthorLink.objects.all().delete()


@edit
def edit_topic(desk: Desk, a: int, b: int, c: int) -> None:
    topic = one(Topic, a)
    if topic is None or c % 4 == 0:
        world.make_topic(new_word())
    elif c % 4 == 1:
        topic.delete()
    else:
        topic.name, topic.lead = new_word(), new_word()
        if b % 2:
            topic.slug = new_word()
        topic.save()


@edit
def merge_topics(desk: Desk, a: int, b: int, c: int) -> None:
    old, kept = one(Topic, a), one(Topic, b)
    if not old or old == kept:
        return
    for article in list(old.articles.all()):
        article.topics = [topic for topic in article.topics.all() if topic != old] + [kept]
        article.save()
        if article.live:
            _publish(article)
    old.delete()


@edit
def edit_picture(desk: Desk, a: int, b: int, c: int) -> None:
    picture = one(Image, a)
    if picture is None or c % 6 == 0:
        newspaper.make_picture()
    elif c % 6 == 1:
        picture.get_rendition((renditions.FIRST_SPECS + renditions.LATER_SPECS[:1])[b % 12])
    elif c % 6 == 2:
        picture.renditions.all().delete()
    elif c % 6 == 3:
        picture.delete()
    elif c % 6 == 4:
        picture.file = newspaper.picture_file("#987")
        picture.save()
        picture.renditions.all().delete()
        picture.get_rendition(renditions.FIRST_SPECS[1])
    else:
        picture.description, picture.caption, picture.credit = new_word(), new_word(), new_word()
        picture.focal_point_x = picture.focal_point_y = picture.focal_point_width = 10 + b
        picture.focal_point_height = 10
        picture.save()


@edit
def edit_still(desk: Desk, a: int, b: int, c: int) -> None:
    if c % 3 == 0:
        EmbedStill.objects.all().delete()
    else:
        EmbedStill.objects.update_or_create(
            address=newspaper.EMBED,
            defaults={"provider": "youtube", "title": new_word(), "picture": one(Image, a)},
        )


@edit
def edit_document(desk: Desk, a: int, b: int, c: int) -> None:
    document = one(Document, a)
    if document is None:
        return
    if c % 4 == 0:
        document.delete()
    else:
        document.title = new_word()
        document.save()


# Being found ------------------------------------------------------------------------------------
@edit
def edit_being_found(desk: Desk, a: int, b: int, c: int) -> None:
    site = Site.objects.get(is_default_site=True)
    settings = SyndicationSettings.objects.filter(site=site).first() or SyndicationSettings(site=site)
    if c % 6 == 0 and settings.pk:
        settings.delete()
        return
    settings.feed_text = "full" if a % 2 else "lead"
    settings.hubs = "https://hub.example/" if b % 3 == 0 else ""
    settings.principles_page, settings.masthead_page = one(PlainPage, a), one(PlainPage, b)
    settings.refused_crawlers = ["GPTBot", "CCBot"][: b % 3]
    settings.tdm_reserved, settings.has_ai_txt, settings.has_trust_txt = c % 2 == 0, a % 3 == 0, b % 2 == 0
    settings.security_contact = "a@bote.example" if c % 3 else ""
    settings.profiles = f"https://social.example/@{new_word()}"
    settings.save()


@edit
def edit_accessibility(desk: Desk, a: int, b: int, c: int) -> None:
    site = Site.objects.get(is_default_site=True)
    settings = AccessibilitySettings.objects.filter(site=site).first() or AccessibilitySettings(site=site)
    if c % 5 == 0 and settings.pk:
        settings.delete()
        return
    settings.checked_on = date(2026, 11, 1 + b % 20) if a % 2 else None
    settings.status = list(AccessibilitySettings.Status)[b % 3]
    settings.service = new_word()
    settings.save()


@edit
def make_card(desk: Desk, a: int, b: int, c: int) -> None:
    """As the worker does after a publication, late or for a state that is past."""
    article = one(ArticlePage, a)
    if not article:
        return
    if c % 4 == 0:
        ShareCard.objects.filter(article=article).delete()
        return
    facts = cards.facts_of(article) if c % 4 < 3 else "0" * 32
    name = ShareCard._meta.get_field("file").generate_filename(ShareCard(), "card.jpg")
    name = ShareCard._meta.get_field("file").storage.save(name, newspaper.picture_file())
    ShareCard.objects.update_or_create(article=article, defaults={"file": name, "facts": facts})


@edit
def make_icons(desk: Desk, a: int, b: int, c: int) -> None:
    site = Site.objects.get(is_default_site=True)
    name = icons.NAMES[a % len(icons.NAMES)]
    if c % 3 == 0:
        PaperIcon.objects.filter(site=site, name=name).delete()
        return
    made = {"content": bytes([b % 256]), "content_type": "image/png", "facts": str(b)}
    PaperIcon.objects.update_or_create(site=site, name=name, defaults=made)


# The paper as a whole ---------------------------------------------------------------------------
@edit
def edit_menu(desk: Desk, a: int, b: int, c: int) -> None:
    item = one(MenuItem, a)
    menu, _made = Menu.objects.get_or_create(
        place=Menu.Place.FOOTER if c % 2 else Menu.Place.MAIN, locale=one(FrontPage, b).locale
    )
    if item is None or c % 5 == 0:
        target = one(PlainPage, a) or one(SectionPage, a)
        MenuItem.objects.create(
            menu=menu, page=target.page_ptr if b % 2 else None, label=new_word(), address="/"
        )
    elif c % 5 == 1:
        item.delete()
    elif c % 5 == 2:
        menu.delete()
    elif c % 5 == 3:
        item.menu = menu
        item.save()
    else:
        MenuItem.objects.filter(pk=item.pk).update(label=new_word())


@edit
def edit_settings(desk: Desk, a: int, b: int, c: int) -> None:
    paper = SiteSettings.objects.first()
    if paper is None:
        return
    paper.name, paper.claim, paper.publisher = new_word(), new_word(), new_word()
    paper.accent_colour = "#224466" if b % 2 else "#a3241e"
    paper.ground_colour, paper.signal_colour = ("", "") if c % 3 == 0 else ("#fdf6e3", "#aa0044")
    paper.font_pair = ["", *PAIRS][c % (len(PAIRS) + 1)]
    paper.logo = one(Image, a)
    paper.save()


@edit
def change_host(desk: Desk, a: int, b: int, c: int) -> None:
    site = Site.objects.get(is_default_site=True)
    site.hostname = f"{new_word()}.example"
    site.save()


@edit
def close_and_open(desk: Desk, a: int, b: int, c: int) -> None:
    if c % 3 == 0:
        PageViewRestriction.objects.all().delete()
        return
    kinds: tuple[type[Page], ...] = (ArticlePage, SectionPage, PlainPage)
    page = one(kinds[b % 3], a)
    if page and not page.view_restrictions.exists():
        PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")


@edit
def enter_redirect(desk: Desk, a: int, b: int, c: int) -> None:
    redirect = one(Redirect, a)
    if redirect is not None and c % 3 == 0:
        redirect.delete()
        return
    path = Redirect.normalise_path(f"/alt/{a}/" if b % 2 else "/politik/")
    target = one(ArticlePage, a) if c % 3 == 1 else one(SectionPage, a)
    Redirect.objects.filter(old_path=path).delete()
    Redirect.objects.create(
        old_path=path,
        redirect_page=target.page_ptr if target and c % 2 else None,
        redirect_link="" if target and c % 2 else "/impressum/",
        is_permanent=True,
    )


# Past all actions -------------------------------------------------------------------------------
@edit
def bring_in(desk: Desk, a: int, b: int, c: int) -> None:
    file = desk.folder / "lines.jsonl"
    moment = (desk.clock.now() - timedelta(days=b)).isoformat()
    lines = [
        {
            "id": f"a-{(a + number) % 5}",
            "headline": new_word(),
            "section": "Politik" if c % 2 else new_word().title(),
            "published": moment,
            "body": f"<p>{new_word()}</p>",
            "body_format": "html",
        }
        for number in range(1 + b % 3)
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    import_file(file)


@edit
def update_rows(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if article is None:
        return
    rows, pages = ArticlePage.objects.filter(pk=article.pk), Page.objects.filter(pk=article.pk)
    match c % 8:
        case 0:
            rows.update(kicker=new_word(), lead=desk.lead(article.pk))
        case 1:
            pages.update(live=not article.live)
            desk.is_index_true = False
        case 2:
            rows.update(readable_slug=new_word())
        case 3:
            Credit.objects.filter(article=article).delete()
        case 4:
            Credit.objects.bulk_create(
                [Credit(article=article, author=one(AuthorProfile, b), role=new_word())]
            )
        case 5:
            AuthorProfile.objects.update(short_biography=new_word())
        case 6:
            Correction.objects.bulk_create([Correction(article=article, text=new_word())])
        case _:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE wagtailcore_page SET title = %s WHERE id = %s", [new_word(), article.pk]
                )


@edit
def roll_back(desk: Desk, a: int, b: int, c: int) -> None:
    with transaction.atomic():
        rewrite(desk, a, b, c)
        transaction.set_rollback(True)


@edit
def work(desk: Desk, a: int, b: int, c: int) -> None:
    # Sizes of pictures are what another edit makes; all of them would take seconds.
    DBTaskResult.objects.filter(task_path__contains="pictures.").delete()
    DBTaskResult.objects.filter(task_path__contains="fetch_still").delete()
    world.run_tasks()
