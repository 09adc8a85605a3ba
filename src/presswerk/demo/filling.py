"""Filling an empty newspaper with the demo, once."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from presswerk.demo import content
from presswerk.demo._articles import ArticleDesk
from presswerk.demo._assets import AssetDesk
from presswerk.demo._comments import DebateDesk
from presswerk.demo._frame import MAIN, FrameDesk
from presswerk.demo.calendar import Calendar
from presswerk.newsroom.actions import founding
from presswerk.newsroom.models import ArticlePage, FrontPage

# Called with what is done and how many steps there are in all.
Progress = Callable[[int, int], None]


def fill(*, progress: Progress | None = None) -> None:
    """Put the demo newspaper into the paper that was founded; a paper with articles is left alone.

    One pass, in the order of publication, so that every link finds what it leads to. Articles bear
    dates relative to now. Raises ContentError when the content itself is at fault.
    """
    if ArticlePage.objects.exists():
        return
    demo = content.read()
    calendar = Calendar(timezone.now(), demo.paper["events"], ZoneInfo(settings.TIME_ZONE))
    articles = sorted(demo.articles.values(), key=calendar.published)
    steps, done = len(demo.pictures) + len(articles) + 1, 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, steps)

    assets = AssetDesk(demo)
    assets.load(step)
    frame = FrameDesk(demo, assets)
    frame.build(_editions(demo))
    desk = ArticleDesk(demo, calendar, assets, frame)
    for article in articles:
        desk.publish(article)
        step()
    debates = DebateDesk(frame)
    for name, comments in demo.debates.items():
        if name in desk.pages:
            debates.bring_in(desk.pages[name], comments)
    frame.arrange(desk.pages)
    step()


def _editions(demo: content.Content) -> dict[str, FrontPage]:
    """Front page by language of the content; the main one is the default edition, whatever its language."""
    name = demo.paper["paper"]["name"]
    default = founding.found(name)
    fronts = {MAIN: default}
    for code, _title in settings.LANGUAGES:
        if code in demo.paper["front"] and code not in (MAIN, settings.LANGUAGE_CODE):
            fronts[code] = founding.add_edition(code, name)
    return fronts
