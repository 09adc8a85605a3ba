"""A debate for the style guide: every kind of comment, and a form that was refused."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from presswerk.comments.forms import HONEYPOT
from presswerk.comments.models import State

_LONG_WORD = "Brückeninstandsetzungsverzögerungsankündigung"


def debate(moment: datetime) -> dict[str, Any]:
    """What `comments/debate.html` takes."""
    article = SimpleNamespace(number=1, url="/", language="de")
    return {
        "article": article,
        "slice": SimpleNamespace(threads=_threads(moment)),
        "count": 7,
        "path": "/comments/",
        "sort": "newest",
        "more_url": "#more",
        "is_first": True,
        "is_open": True,
        "is_read_now": True,
        "honeypot": HONEYPOT,
        "asks_website": True,
        "longest": 5000,
        "edit_minutes": 15,
        "typed": {"name": "Keno", "email": "keno", "text": "Man hört das Wasser."},
        "errors": {"email": _("Enter a valid email address.")},
    }


def _threads(moment: datetime) -> list[SimpleNamespace]:
    first = _comment(1, moment, name="Keno", helpful=7, is_pick=True, author_url="#keno")
    replies = [
        _comment(2, moment, name="Jannis Okafor", by_author=True, depth=1, parent=first),
        _comment(3, moment, name="Svea Lührs", staff_id=1, depth=1, parent=first, edited_at=moment),
        _comment(4, moment, name=_LONG_WORD, depth=2, html=f"<p>{_LONG_WORD}</p>", parent=first),
        _comment(5, moment, depth=1, parent=first, shows_text=False, state=State.WITHDRAWN),
        _comment(6, moment, depth=1, parent=first, shows_text=False, state=State.WAITING),
    ]
    rich = _comment(
        7, moment, name="Carsten", language="en", edited_at=moment, edited_by_desk=True,
        html="<blockquote><p>Eleven kilometres around.</p></blockquote><p>Twice a <em>day</em>, and "
        '<a href="#link" rel="ugc nofollow">nobody pays</a>:</p><ul><li>fuel</li><li>time</li></ul>',
    )  # fmt: skip
    gone = _comment(8, moment, shows_text=False, state=State.REJECTED)
    return [
        SimpleNamespace(first=first, replies=replies, more_after="6"),
        SimpleNamespace(first=None, replies=[rich], more_after=""),
        SimpleNamespace(first=gone, replies=[], more_after=""),
    ]


def _comment(pk: int, moment: datetime, name: str = "Nele", **values: Any) -> SimpleNamespace:
    html = "<p>Bin eben zum ersten Mal hinüber. Man hört das Wasser, weil keine Autos fahren.</p>"
    parent = values.get("parent")
    usual = {
        "pk": pk, "author_name": name, "author_url": "", "by_author": False, "staff_id": None,
        "language": "de", "html": html, "shows_text": True, "is_pick": False, "helpful": 0, "depth": 0,
        "state": State.PUBLISHED, "published_at": moment + timedelta(minutes=pk), "edited_at": None,
        "edited_by_desk": False, "parent": None, "parent_id": parent.pk if parent else None,
    }  # fmt: skip
    return SimpleNamespace(**usual | values | {"html": mark_safe(values.get("html", html))})
