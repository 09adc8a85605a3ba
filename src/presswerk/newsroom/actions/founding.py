"""Making an empty newspaper, and further editions of it."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from presswerk.newsroom.models import FrontPage, SiteSettings


def found(name: str = "Presswerk") -> FrontPage:
    """Make the default edition and the paper's settings; when they are there already, change nothing.

    One transaction. Wagtail's welcome page goes.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and issubclass(site.root_page.specific_class or Page, FrontPage):
        return site.root_page.specific
    with transaction.atomic():
        front = _add_front(settings.LANGUAGE_CODE, name)
        _replace_welcome_page(site, front, name)
        SiteSettings.objects.get_or_create(
            site=Site.objects.get(is_default_site=True), defaults={"name": name}
        )
    return front


def add_edition(language: str, name: str = "") -> FrontPage:
    """Make the edition of a language, linked to the default one; when it is there, change nothing.

    Raises ValueError for a language that `PRESSWERK_LANGUAGES` does not name.
    """
    if language not in dict(settings.LANGUAGES):
        raise ValueError(
            f"{language!r} is not among the paper's languages. Add it to the setting `languages` first."
        )
    default = found()
    there = FrontPage.objects.filter(
        locale__language_code=language, translation_key=default.translation_key
    ).first()
    if there is not None:
        return there
    with transaction.atomic():
        return _add_front(language, name or default.title, default)


def _add_front(language: str, name: str, translation_of: FrontPage | None = None) -> FrontPage:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    front = FrontPage(title=name, slug=f"front-{language}", locale=locale, show_in_menus=False)
    if translation_of is not None:
        front.translation_key = translation_of.translation_key
    root = Page.objects.filter(depth=1).get()
    root.add_child(instance=front)
    front.save_revision(log_action=False).publish(log_action=False)
    return front


def _replace_welcome_page(site: Site | None, front: FrontPage, name: str) -> None:
    if site is None:
        Site.objects.create(
            hostname="localhost", port=80, site_name=name, root_page=front, is_default_site=True
        )
        return
    welcome = site.root_page
    site.root_page = front
    site.site_name = name
    site.save()
    if welcome.depth == 2 and welcome.pk != front.pk:
        Page.objects.get(pk=welcome.pk).delete()
