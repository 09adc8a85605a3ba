"""The blocks of an article's body with sample content, made by their own templates."""

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from presswerk.newsroom.models import Image

_PARAGRAPH = (
    "Um sechs Uhr früh war es <strong>kalt</strong>, und auf der Brücke standen schon <em>vierzig</em> "
    'Leute. „Ich habe <a href="#weg">drei Wochen</a> auf diesen Weg gewartet“, sagte eine von ihnen.'
)
_SHORT = mark_safe(f"<p>{_PARAGRAPH}</p>")
_TEXT = mark_safe(f"<p>{_PARAGRAPH}</p><p>{_PARAGRAPH}</p><ul><li>Fußgänger</li><li>Räder</li></ul>")


def rendered(picture: Image, portrait: Image, moment: datetime) -> dict[str, SafeString]:
    """Each block by the name under which the guide shows it."""
    return {
        name: render_to_string(f"blocks/{template}.html", {"self": value, "language": "de"})
        for name, template, value in _samples(picture, portrait, moment)
    }


def _samples(picture: Image, portrait: Image, moment: datetime) -> Iterator[tuple[str, str, Any]]:
    yield "text", "text", _TEXT
    yield "short", "text", _SHORT
    yield "subhead", "subhead", SimpleNamespace(text="Ein Joch aus Stahl", level="3", anchor="joch")
    yield "separator", "separator", None
    yield from _quotes()
    for size in ("column", "wide", "full"):
        yield size, "picture", SimpleNamespace(picture=picture, size=size, alt_text="", caption="")
    yield "portrait", "picture", SimpleNamespace(picture=portrait, size="portrait", alt_text="", caption="")
    entries = [SimpleNamespace(picture=each, caption="") for each in (picture, picture, portrait)]
    yield "gallery", "gallery", SimpleNamespace(title="Drei Wochen am Fluss", pictures=entries)
    yield from _boxes(moment)
    yield from _files()
    yield from _recordings(picture)


def _quotes() -> Iterator[tuple[str, str, Any]]:
    sentence = "Wer drei Wochen lang Umwege geht, lernt seine Stadt kennen."
    yield (
        "pull_quote", "pull_quote",
        SimpleNamespace(text=sentence, speaker="Svea Lührs", speaker_role="Anwohnerin"),
    )  # fmt: skip
    yield (
        "quotation", "quotation",
        SimpleNamespace(text=mark_safe("<p>We shall go on to the end.</p>"), language="en",
                        source="Winston Churchill, 1940", source_url="#source"),
    )  # fmt: skip
    yield "interview", "interview", SimpleNamespace(question="Wann fahren wieder Autos?", answer=_SHORT)


def _boxes(moment: datetime) -> Iterator[tuple[str, str, Any]]:
    yield "fact_box", "fact_box", SimpleNamespace(title="Die Kornbrücke", body=_TEXT)
    yield (
        "number", "number",
        SimpleNamespace(number="42 m", label="misst der gerissene Träger", source="Tiefbauamt",
                        explanation="So lang wie drei Straßenbahnen."),
    )  # fmt: skip
    entries = [SimpleNamespace(when=when, text=_SHORT) for when in ("2. November", "20. November")]
    yield "chronology", "chronology", SimpleNamespace(title="Wie es dazu kam", entries=entries)
    update = SimpleNamespace(moment=moment, anchor="", headline="Der Gehweg ist frei", text=_SHORT)
    yield "live_update", "live_update", update
    rows = [["Tag", "Fußgänger", "Räder"], ["Montag", "4.210", "1.873"], ["Dienstag", "3.998", "2.004"]]
    table = SimpleNamespace(data=rows, first_row_is_table_header=True, first_col_is_header=True)
    yield "table", "table", SimpleNamespace(caption="Wer hinüberging", table=table, source="Tiefbauamt")


def _recordings(still: Image) -> Iterator[tuple[str, str, Any]]:
    said = mark_safe("<p>Man hört das Nebelhorn, dann eine Möwe.</p>")
    texts = {"description": "Aufgenommen am Sandholm, fünf Uhr früh.", "captions": None}
    sound = SimpleNamespace(media_url="/media/nebelhorn.mp3")
    title = "Das Nebelhorn um fünf Uhr früh"
    yield "audio", "audio", SimpleNamespace(file=sound, title=title, transcript=said, **texts)
    yield "plain_audio", "audio", SimpleNamespace(file=sound, title=title, description="", captions=None)
    film = SimpleNamespace(media_url="/media/sprengung.mp4")
    title = "Die Sprengung des alten Pfeilers"
    yield "video", "video", SimpleNamespace(file=film, title=title, poster=still, transcript=said, **texts)


def _files() -> Iterator[tuple[str, str, Any]]:
    file = SimpleNamespace(
        url="#file", media_url="", title="Gutachten", file_extension="pdf", file_size=184_320
    )
    yield "download", "download", SimpleNamespace(file=file, title="", description="41 Seiten, vom Oktober.")
    provider = SimpleNamespace(name="YouTube", code="youtube", company="Google Ireland Ltd.")
    yield (
        "embed", "embed",
        SimpleNamespace(url="#video", player_url="", provider=provider, title="Die Brücke aus der Luft",
                        still=None, caption="Ein Flug im Oktober."),
    )  # fmt: skip
