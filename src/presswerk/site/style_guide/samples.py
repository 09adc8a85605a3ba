"""What the components of the style guide show: articles, people and pictures that are in no database.

The words are German, as the demo newspaper's are; nothing here depends on the day or on what is published, so
that pictures of the guide can be compared.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static

from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image
from presswerk.newsroom.stored_sizes import StoredSize
from presswerk.newsroom.tints import TINTS
from presswerk.site.style_guide.sample_blocks import rendered
from presswerk.site.style_guide.sample_debate import debate

_MOMENT = datetime(2026, 11, 20, 6, 5, tzinfo=UTC)
_LONG = "Verkehrsinfrastrukturfinanzierungsgesellschaft legt nach elf Monaten Streit den Plan der Brücke vor"
_EXCERPT = "Nach drei Wochen ist der westliche Gehweg frei. Ein Stahljoch stützt den gerissenen Träger."


class _Drawn(StoredSize):
    """A stored size whose file comes along with the theme."""

    @property
    def url(self) -> str:
        return static(self.name)


def picture(drawing: str, width: int, height: int, **values: Any) -> Image:
    """A picture that was never stored, from a drawing of the theme."""
    spec = renditions.WHOLE.spec(renditions.WHOLE.fallback_width, renditions.FALLBACK)
    image = Image(
        title="", description="Eine Brücke über dem Fluss", credit="Illustration: Presswerk",
        width=width, height=height, collection_id=0, tint=TINTS.index("#bde"), **values,
    )  # fmt: skip
    sizes = {spec: _Drawn(spec, width, height, f"theme/style-guide/{drawing}.svg")}
    image.stored_sizes = sizes
    return image


def author(name: str = "Jannis Okafor", **values: Any) -> SimpleNamespace:
    """Who wrote something; with a portrait and a biography unless told otherwise."""
    usual = {
        "name": name, "url": "#", "kind": "person", "position": "Redakteur Stadtpolitik", "email": "",
        "short_biography": "Schreibt über Rat, Hafen und alles, was über den Fluss will.",
        "portrait": picture("portrait", 384, 384), "links": SimpleNamespace(all=[]),
    }  # fmt: skip
    return SimpleNamespace(**usual | values)


def article(headline: str = "Zu Fuß geht es wieder über die Kornbrücke", **values: Any) -> SimpleNamespace:
    """An article as lists and its page show it."""
    usual = {
        "pk": 1, "url": "#", "kind": "report", "label_text": "", "kicker": "Brakenhude",
        "headline": headline, "list_headline": headline, "excerpt": _EXCERPT, "lead": _EXCERPT,
        "lead_picture": picture("bridge", 1200, 675), "lead_picture_caption": "Die Ersten auf der Brücke.",
        "byline": [SimpleNamespace(author=author(), role="")], "reading_minutes": 3,
        "published_at": _MOMENT, "updated_at": _MOMENT, "is_substantially_updated": False, "live": True,
        "section": SimpleNamespace(pk=None, title="Stadtpolitik", url="#"),
        "corrections": SimpleNamespace(all=[]), "language": "de",
    }  # fmt: skip
    return SimpleNamespace(**usual | values)


def everything() -> dict[str, Any]:
    """All samples by the names that the guide's templates use."""
    plain = article(kicker="", lead_picture=None)
    long = article(_LONG, kicker="Dreißig Zeichen lange Dachzeile")
    opinion = article("Ein Joch ist keine Brücke", kind="opinion", label_text="Meinung", kicker="")
    return {
        "article": article(), "plain_article": plain, "long_article": long, "opinion_article": opinion,
        "advert": article("Zehn Wege über den Fluss", label_text="Anzeige", kicker=""),
        "articles": [article(), long, plain, article("Der Fluss steigt bis Freitag", kicker="Pegel")],
        "opinions": [opinion, article(_LONG, kind="opinion", label_text="Kommentar", kicker=""), opinion],
        "bands": [
            SimpleNamespace(pk=None, title=title, url="#", band=band)
            for band, title in (("pictures", "Kultur"), ("text", "Wirtschaft"), ("list", "Sport"),
                                ("opinion", "Meinung"), ("numbers", "Meistgelesen"))
        ],
        "whole_article": _whole_article(), "debate": debate(_MOMENT),
        "states": ("", "is-hovered", "is-focused"),
        "blocks": rendered(
            picture("bridge", 1200, 675, caption="Kurz nach sechs gaben die Ersten den Weg frei."),
            picture("portrait", 384, 384, caption="Jannis Okafor"),
            _MOMENT,
        ),
        "author": author(), "plain_author": author("dpa", portrait=None, position=""),
        "older_url": "#older", "newer_url": "#newer", "query": "Kornbrücke", "search_url": "#search",
        "days": [
            {"url": "#", "date": date(2026, 11, day), "count": day % 4, "current": day == 5}
            for day in range(1, 13)
        ],
        "months": [SimpleNamespace(date=date(2026, 11, 1), days=_days())],
        "notes": [SimpleNamespace(number=1, text="Gutachten des Tiefbauamts vom Oktober, Seite 12.")],
        "contents": [
            {"anchor": "joch", "text": "Ein Joch aus Stahl", "level": "2"},
            {"anchor": "autos", "text": "Autos müssen warten", "level": "3"},
        ],
    }  # fmt: skip


def _days() -> list[SimpleNamespace]:
    one, other = article(), article("Der Fluss steigt bis Freitag", kicker="Pegel", lead_picture=None)
    return [
        SimpleNamespace(date=date(2026, 11, 20), articles=[one, other]),
        SimpleNamespace(date=date(2026, 11, 2), articles=[other]),
    ]


def _whole_article() -> SimpleNamespace:
    correction = SimpleNamespace(corrected_at=_MOMENT, text="Der Träger ist 42 Meter lang, nicht 24.")
    names = [author(), author("Svea Lührs", portrait=None)]
    return article(
        _LONG,
        label_text="Analyse",
        is_substantially_updated=True,
        byline=[
            SimpleNamespace(author=who, role=role) for who, role in zip(names, ("", "Mitarbeit"), strict=True)
        ],
        corrections=SimpleNamespace(all=[correction]),
    )
