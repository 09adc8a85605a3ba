"""A section's colour reaches its readers: by the paper's own style sheet, readable on every ground."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from presswerk.newsroom.colours import contrast
from presswerk.newsroom.models import SectionPage
from presswerk.theme.in_page import source_of
from tests import world
from tests.theme.test_colours import PALETTE

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def colours_of(reader) -> dict[int, tuple[str, str]]:
    answer = reader.get("/colours.css")
    assert answer.status_code == 200
    sheet = answer.content.decode()
    rules = re.findall(r"(\[data-section=[^{]*)\{--section:light-dark\((#\w{6}),(#\w{6})\)\}", sheet)
    return {
        int(pk): (light, dark) for selector, light, dark in rules for pk in re.findall(r'"(\d+)"', selector)
    }


@pytest.mark.parametrize(
    "colour", ["#1f4e6b", "#ffffff", "#000000", "#ffff00", "#00FF00", "#7f7f7f", "#0000ff"]
)
def test_any_colour_that_an_editor_chooses_can_be_read_on_light_and_dark_ground(paper, reader, colour):
    section = world.make_section("Kultur", colour=colour)
    shown = colours_of(reader)[section.pk]
    for scheme, text in enumerate(shown):
        for ground in ("paper", "wash"):
            assert contrast(text, PALETTE[ground][scheme]) >= 4.5


def test_a_section_without_a_colour_shares_that_of_the_section_above(paper, reader):
    above = world.make_section("Sport", colour="#2e6b3a")
    below = world.make_section("Fußball", "fussball", parent=above)
    own = world.make_section("Rudern", parent=above, colour="#1f4e6b")
    plain = world.make_section("Wetter")
    shown = colours_of(reader)
    assert shown[below.pk] == shown[above.pk]
    assert shown[own.pk][0] == "#1f4e6b"
    assert plain.pk not in shown


def test_the_pages_of_a_section_and_its_articles_wear_its_colour_without_an_inline_style(politik, reader):
    article = world.make_article(politik, kicker="Brücke")
    world.make_articles(15, politik)
    for address in ("/", politik.url, article.url):
        answer = reader.get(address)
        page = answer.content.decode()
        assert f'data-section="{politik.pk}"' in page, address
        assert "style=" not in page
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        whole = reader.get("/colours.css").content.decode()
        assert style.partition("@font-face")[0] == whole.partition("@font-face")[0]
        faces = re.findall(r"@font-face\{[^}]*\}", whole)
        assert re.findall(r"@font-face\{[^}]*\}", style) == [face for face in faces if face in style]
        assert any("serif" in face for face in faces if face in style)
        policy = answer.headers["Content-Security-Policy"]
        assert f"style-src 'self' {source_of(style)};" in policy


def test_a_colour_that_is_none_is_left_out(paper, reader):
    section = world.make_section("Kultur")
    SectionPage.objects.filter(pk=section.pk).update(colour="red}*{")
    assert colours_of(reader) == {}


def test_the_sheet_asks_the_same_number_of_queries_for_any_number_of_sections(paper, reader):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            colours_of(reader)
        return len(seen)

    for nth in range(3):
        world.make_section(f"Ressort {nth}", f"ressort-n{nth}x", colour="#1f4e6b")
    few = queries()
    for nth in range(3, 9):
        world.make_section(f"Ressort {nth}", f"ressort-n{nth}x", colour="#1f4e6b")
    assert queries() == few
