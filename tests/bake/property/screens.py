"""Edits through the editor's own screens: the forms are read, changed and sent as a browser does.

Each is one more way by which a newspaper changes, beside those of `edits`.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, Site, TaskState

from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    Document,
    FrontPage,
    Image,
    Menu,
    PlainPage,
    SectionPage,
    SiteSettings,
    Topic,
)
from tests.bake.property import newspaper
from tests.bake.property.edits import Desk, edit, one
from tests.bake.property.newspaper import new_word

Form = dict[str, Any]
# 405: the screen of an alias, which takes what it says from elsewhere and has no form to be sent.
MAY = (200, 302, 403, 405)


def browser(desk: Desk) -> Client:
    """The chief editor's browser; logged in once for each copy of the newspaper."""
    if desk.browser is None:
        desk.browser = Client(HTTP_HOST="localhost")
        desk.browser.force_login(get_user_model().objects.get(email=newspaper.CHIEF))
    return desk.browser


def opened(desk: Desk, name: str, *arguments: Any) -> tuple[str, Form]:
    """The form of a screen, as the browser shows it: where it is sent to, and what stands in it."""
    address = reverse(name, args=arguments)
    answer = browser(desk).get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    is_json = answer["Content-Type"].startswith("application/json")
    page = html.fromstring(answer.json()["html"] if is_json else answer.content.decode())
    forms = [form for form in page.forms if form.method == "POST" and _fields(form)]
    form = max(forms, key=lambda one: len(_fields(one)), default=None)
    if form is None:
        return address, {}
    return form.get("action") or address, _fields(form)


def _fields(form: Any) -> Form:
    found: Form = {}
    for field, value in form.form_values():
        if "__prefix__" not in field and field != "csrfmiddlewaretoken":
            found.setdefault(field, []).append(value)
    return found


def sent(desk: Desk, address: str, form: Form) -> None:
    """Send a form. What the screen takes is counted; an error of its is one of ours."""
    answer = browser(desk).post(address, form)
    assert answer.status_code in MAY, f"{address} answers {answer.status_code}"
    done = answer.status_code == 302 or (
        answer["Content-Type"].startswith("application/json") and "done" in answer.json().get("step", "")
    )
    desk.taken += done
    if not done and answer.status_code == 200 and answer.context is not None and "form" in answer.context:
        wrong = answer.context["form"]
        formsets = {name: one.errors for name, one in getattr(wrong, "formsets", {}).items()}
        desk.refused.append(f"{address}: {wrong.errors.as_json()} {formsets}")


def with_child(form: Form, name: str, **values: Any) -> Form:
    """One more row in a list of a form, such as another name in the byline."""
    number = int(form[f"{name}-TOTAL_FORMS"][0])
    row = {"id": "", "ORDER": str(number + 1), "DELETE": ""} | values
    return {f"{name}-TOTAL_FORMS": str(number + 1)} | {
        f"{name}-{number}-{field}": value for field, value in row.items()
    }


def body_form(page: Page) -> Form:
    """The blocks of a body as the editor's script sends them."""
    found: Form = {"body-count": str(len(page.body))}
    for number, child in enumerate(page.body):
        found |= {f"body-{number}-deleted": "", f"body-{number}-order": str(number)}
        found |= {f"body-{number}-type": child.block_type, f"body-{number}-id": child.id or ""}
        _add_block(found, f"body-{number}-value", child.block, child.value)
    return found


def _add_block(form: Form, name: str, block: blocks.Block, value: Any) -> None:
    if isinstance(block, blocks.StructBlock):
        for child, one_block in block.child_blocks.items():
            _add_block(form, f"{name}-{child}", one_block, value.get(child))
        return
    assert isinstance(block, blocks.FieldBlock), f"{name} is a {type(block).__name__}"
    shown = block.value_for_form(value)
    if isinstance(block, blocks.RichTextBlock):
        shown = block.field.widget.format_value(shown)
    form[name] = "" if shown is None else getattr(shown, "pk", shown)


def editable(desk: Desk, number: int) -> Any:
    """One of the articles, unlocked: what is scheduled is taken off the schedule before it is edited."""
    article = one(ArticlePage, number)
    revision = article.scheduled_revision if article else None
    if revision is not None:
        address = reverse("wagtailadmin_pages:revisions_unschedule", args=[article.pk, revision.pk])
        sent(desk, address, {})
    return article


def _moment(desk: Desk, minutes: int) -> str:
    return timezone.localtime(desk.clock.now() + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")


# Pages --------------------------------------------------------------------------------------------
@edit
def screen_new_article(desk: Desk, a: int, b: int, c: int) -> None:
    section = one(SectionPage, a)
    address, form = opened(desk, "wagtailadmin_pages:add", "newsroom", "articlepage", section.pk)
    lead, picture = new_word(), one(Image, b)
    form |= {
        "title": new_word(),
        "lead": lead,
        "body-count": "0",
        "lead_picture": picture.pk if picture else "",
    }
    if c % 3:
        form["action-publish"] = "action-publish"
    sent(desk, address, form)
    article = ArticlePage.objects.filter(draft_title=form["title"]).first()
    if article is not None:
        desk.words[lead] = article.pk


@edit
def screen_edit_article(desk: Desk, a: int, b: int, c: int) -> None:
    article = editable(desk, a)
    if article is None:
        return
    address, form = opened(desk, "wagtailadmin_pages:edit", article.pk)
    form |= body_form(article.get_latest_revision_as_object())
    form |= {"title": new_word(), "lead": desk.lead(article.pk)}
    match b % 5:
        case 1:
            topic, author = one(Topic, c), one(AuthorProfile, c)
            form |= {"topics": [topic.pk] if topic else []}
            form |= with_child(form, "credits", author=author.pk, role=new_word())
        case 2:
            form |= {"go_live_at": _moment(desk, 20), "expire_at": ""}
        case 3:
            form |= {"go_live_at": "", "expire_at": _moment(desk, 20)}
        case 4:
            form |= {"readable_slug": new_word(), "home_section": one(SectionPage, c).pk, "label": "advert"}
    if c % 4:
        form["action-publish"] = "action-publish"
    sent(desk, address, form)


@edit
def screen_revert(desk: Desk, a: int, b: int, c: int) -> None:
    article = editable(desk, a)
    revision = one(Revision.objects.for_instance(article), b) if article else None
    if revision is None:
        return
    address, form = opened(desk, "wagtailadmin_pages:revisions_revert", article.pk, revision.pk)
    form |= body_form(revision.as_object())
    form["action-publish"] = "action-publish"
    sent(desk, address, form)


@edit
def screen_moderate(desk: Desk, a: int, b: int, c: int) -> None:
    article = editable(desk, a)
    if article is None:
        return
    if not article.workflow_in_progress:
        address, form = opened(desk, "wagtailadmin_pages:edit", article.pk)
        form |= body_form(article.get_latest_revision_as_object())
        form |= {"lead": desk.lead(article.pk), "action-submit": "action-submit"}
        sent(desk, address, form)
    state = TaskState.objects.filter(workflow_state__object_id=str(article.pk), status="in_progress").last()
    if state is not None:
        what = "approve" if c % 3 else "reject"
        sent(desk, reverse("wagtailadmin_pages:workflow_action", args=[article.pk, what, state.pk]), {})


@edit
def screen_take_back(desk: Desk, a: int, b: int, c: int) -> None:
    kinds: tuple[type[Page], ...] = (ArticlePage, ArticlePage, SectionPage, PlainPage)
    page = one(kinds[b % 4].objects.filter(live=True), a)
    if page is None:
        return
    if c % 4 == 0 and not isinstance(page, SectionPage):
        sent(desk, reverse("wagtailadmin_pages:delete", args=[page.pk]), {})
    else:
        form = {"include_descendants": "on"} if c % 4 == 1 else {}
        sent(desk, reverse("wagtailadmin_pages:unpublish", args=[page.pk]), form)


@edit
def screen_move(desk: Desk, a: int, b: int, c: int) -> None:
    page = one(SectionPage, a) if c % 3 == 0 else one(ArticlePage, a)
    target = one(SectionPage, b)
    if page is None or target.path.startswith(page.path) or page.get_parent().pk == target.pk:
        return
    if not target.get_children().filter(slug=page.slug).exists():
        sent(desk, reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]), {})


@edit
def screen_copy(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    if article is None:
        return
    address, form = opened(desk, "wagtailadmin_pages:copy", article.pk)
    form |= {"new_title": new_word(), "new_slug": new_word(), "new_parent_page": one(SectionPage, b).pk}
    form |= {"publish_copies": "on"} if c % 2 else {}
    form |= {"alias": "on"} if c % 3 == 1 else {}
    sent(desk, address, form)
    alias = ArticlePage.objects.filter(alias_of=article).first()
    if alias is not None and b % 4 == 0:
        sent(desk, reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]), {})


@edit
def screen_edit_section(desk: Desk, a: int, b: int, c: int) -> None:
    page = one(FrontPage, a) if c % 4 == 3 else one(SectionPage, a)
    address, form = opened(desk, "wagtailadmin_pages:edit", page.pk)
    form |= {"title": new_word(), "search_description": new_word(), "action-publish": "action-publish"}
    if isinstance(page, SectionPage):
        form |= {"lead": new_word()} | ({"slug": new_word()} if b % 2 else {})
    article = one(ArticlePage, b)
    if c % 4 == 1 and article is not None:
        form |= with_child(form, "pins", article=article.pk, place="lead")
    sent(desk, address, form)


@edit
def screen_edit_plain_page(desk: Desk, a: int, b: int, c: int) -> None:
    page = one(PlainPage, a)
    if page is None:
        return
    address, form = opened(desk, "wagtailadmin_pages:edit", page.pk)
    form |= body_form(page.get_latest_revision_as_object()) | {"action-publish": "action-publish"}
    form |= {"title": new_word()} | ({"slug": new_word()} if b % 2 else {})
    sent(desk, address, form)


@edit
def screen_privacy(desk: Desk, a: int, b: int, c: int) -> None:
    kinds: tuple[type[Page], ...] = (SectionPage, ArticlePage, PlainPage)
    page = one(kinds[b % 3], a)
    if page is None:
        return
    form: Form = {"restriction_type": "none" if c % 3 == 1 else "login"}
    sent(desk, reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), form)


@edit
def screen_pin(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage.objects.filter(live=True), a)
    if article is None:
        return
    address, form = opened(desk, "newsroom_pin", article.pk)
    form |= {"place": "lead" if b % 2 else "teaser"} | ({"until": _moment(desk, 20)} if c % 3 == 0 else {})
    sent(desk, address, form)


@edit
def screen_many(desk: Desk, a: int, b: int, c: int) -> None:
    keys = list(ArticlePage.objects.order_by("pk").values_list("pk", flat=True))
    chosen = [keys[number % len(keys)] for number in {a, b, a + b}] if keys else []
    if not chosen:
        return
    what = ("publish", "unpublish", "move", "delete", "publish")[c % 5]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", what])
    form: Form = {"chooser": one(SectionPage, b).pk} if what == "move" else {}
    sent(desk, f"{address}?{'&'.join(f'id={key}' for key in dict.fromkeys(chosen))}", form)


# People, topics, files ----------------------------------------------------------------------------
@edit
def screen_edit_author(desk: Desk, a: int, b: int, c: int) -> None:
    author = one(AuthorProfile, a)
    address, form = opened(desk, "wagtailsnippets_newsroom_authorprofile:edit", author.pk)
    form |= {"name": new_word(), "short_biography": new_word()} | ({"slug": new_word()} if b % 2 else {})
    if c % 3 == 0:
        form |= with_child(form, "links", label=new_word(), url="https://example.org/")
    elif c % 3 == 1:
        picture = one(Image, b)
        form["portrait"] = picture.pk if picture else ""
    sent(desk, address, form)


@edit
def screen_edit_topic(desk: Desk, a: int, b: int, c: int) -> None:
    topic = one(Topic, a)
    if topic is None or c % 4 == 0:
        address, form = opened(desk, "wagtailsnippets_newsroom_topic:add")
        sent(desk, address, form | {"name": new_word(), "lead": new_word()})
    elif c % 4 == 1:
        sent(desk, reverse("wagtailsnippets_newsroom_topic:delete", args=[topic.pk]), {})
    else:
        address, form = opened(desk, "wagtailsnippets_newsroom_topic:edit", topic.pk)
        form |= {"name": new_word(), "lead": new_word()} | ({"slug": new_word()} if b % 2 else {})
        sent(desk, address, form)


@edit
def screen_edit_picture(desk: Desk, a: int, b: int, c: int) -> None:
    picture = one(Image, a)
    if picture is None:
        return
    if c % 5 == 0:
        sent(desk, reverse("wagtailimages:delete", args=[picture.pk]), {})
        return
    address, form = opened(desk, "wagtailimages:edit", picture.pk)
    form |= {"title": new_word(), "description": new_word(), "credit": new_word()}
    if c % 5 == 1:
        form["file"] = newspaper.picture_file(f"#{b % 10}89")
    elif c % 5 == 2:
        form |= {
            "focal_point_x": 10 + b,
            "focal_point_y": 12,
            "focal_point_width": 8,
            "focal_point_height": 8,
        }
    sent(desk, address, form)


@edit
def screen_edit_document(desk: Desk, a: int, b: int, c: int) -> None:
    document = one(Document, a)
    if document is None:
        return
    if c % 4 == 0:
        sent(desk, reverse("wagtaildocs:delete", args=[document.pk]), {})
        return
    address, form = opened(desk, "wagtaildocs:edit", document.pk)
    sent(desk, address, form | {"title": new_word()})


# The paper as a whole -----------------------------------------------------------------------------
@edit
def screen_edit_menu(desk: Desk, a: int, b: int, c: int) -> None:
    menu = one(Menu, a)
    if menu is None:
        return
    if c % 5 == 0:
        sent(desk, reverse("wagtailsnippets_newsroom_menu:delete", args=[menu.pk]), {})
        return
    address, form = opened(desk, "wagtailsnippets_newsroom_menu:edit", menu.pk)
    if c % 5 == 1 and "items-0-id" in form:
        form["items-0-DELETE"] = "on"
    else:
        form |= with_child(form, "items", label=new_word(), address="https://example.org/", page="")
    sent(desk, address, form)


@edit
def screen_edit_settings(desk: Desk, a: int, b: int, c: int) -> None:
    paper = SiteSettings.objects.first()
    if paper is None:
        return
    address, form = opened(desk, "wagtailsettings:edit", "newsroom", "sitesettings", paper.pk)
    form |= {"name": new_word(), "claim": new_word(), "accent_colour": "#224466" if b % 2 else "#a3241e"}
    logo = one(Image, a)
    sent(desk, address, form | {"logo": logo.pk if logo and c % 2 else ""})


@edit
def screen_change_host(desk: Desk, a: int, b: int, c: int) -> None:
    site = Site.objects.get(is_default_site=True)
    address, form = opened(desk, "wagtailsites:edit", site.pk)
    form |= {"hostname": f"{new_word()}.example", "site_name": new_word()}
    sent(desk, address, form)


@edit
def screen_redirect(desk: Desk, a: int, b: int, c: int) -> None:
    redirect = one(Redirect, a)
    if redirect is not None and c % 3 == 0:
        sent(desk, reverse("wagtailredirects:delete", args=[redirect.pk]), {})
        return
    if redirect is not None and c % 3 == 1:
        address, form = opened(desk, "wagtailredirects:edit", redirect.pk)
        form |= {"redirect_link": f"https://{new_word()}.example/", "redirect_page": ""}
    else:
        address, form = opened(desk, "wagtailredirects:add")
        target = one(SectionPage, b)
        form |= {"old_path": f"/frueher/{a}-{len(desk.words)}/", "redirect_page": target.pk}
    sent(desk, address, form)
