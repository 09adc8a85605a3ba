"""Whatever colours a publisher asks for, readers can read: contrast by WCAG 2.2, on every ground. 5 s."""

import itertools
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from presswerk.bake.models import Purge
from presswerk.newsroom.appearance import Asked, explained, schemes
from presswerk.newsroom.colours import contrast, relative_luminance
from presswerk.newsroom.models import SiteSettings
from tests import world
from tests.theme.test_colours import palette

WASHES = ("#f3f0ea", "#1e2023")
ODD = ["#ffffff", "#000000", "#ffff00", "#0000ff", "#ff0000", "#00ff00", "#7f7f7f", "#ff69b4", "#123456"]


@pytest.mark.parametrize(
    ("colour", "expected"),
    # The values of WCAG 2.2's definition, and three that its understanding document names.
    [("#000000", 0), ("#ffffff", 1), ("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722)],
)
def test_relative_luminance_is_that_of_wcag(colour, expected):
    assert relative_luminance(colour) == pytest.approx(expected, abs=1e-4)


def test_contrast_is_that_of_wcag():
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", ["sachlich", "boulevard"])
@pytest.mark.parametrize("ground", ODD)
def test_text_can_be_read_on_any_ground_that_is_asked_for(ground, look):
    inks = palette(look)["ink"]
    for scheme, ink in zip(schemes(Asked("#a3241e", ground), WASHES), inks, strict=True):
        assert contrast(ink, scheme.paper) >= 7
        for under in (scheme.paper, scheme.wash):
            assert contrast(ink, under) >= 4.5
            assert contrast(scheme.soft, under) >= 4.5
            assert contrast(scheme.accent, under) >= 4.5


@pytest.mark.parametrize("signal", ODD)
def test_a_label_can_be_read_in_any_signal_colour(signal):
    for scheme in schemes(Asked("#a3241e", signal=signal), WASHES):
        assert contrast(scheme.label_ink, scheme.label_ground) >= 4.5


def test_a_colour_that_can_be_read_is_shown_as_it_was_asked_for():
    light, _dark = schemes(Asked("#a3241e", "#fff7ec", "#ffd43b"), WASHES)
    assert (light.accent, light.paper, light.label_ground) == ("#a3241e", "#fff7ec", "#ffd43b")
    assert not any(row.is_mended for row in explained(Asked("#a3241e", "#fff7ec", "#ffd43b"), WASHES))


def test_the_publisher_is_told_which_colour_was_mended_and_how_it_reads_now():
    (accent,) = explained(Asked("#ffe600"), WASHES)
    assert accent.is_mended
    assert accent.asked_contrast < 4.5 <= accent.light_contrast


def test_every_pair_of_ground_and_accent_can_be_read():
    for ground, accent in itertools.product(ODD, ODD):
        for scheme in schemes(Asked(accent, ground), WASHES):
            assert contrast(scheme.accent, scheme.wash) >= 4.5


@pytest.mark.django_db
@pytest.mark.both_databases
class TestOnThePage:
    @pytest.fixture
    def settings_of_paper(self, paper):
        return SiteSettings.objects.get()

    def change(self, found, **values):
        for name, value in values.items():
            setattr(found, name, value)
        found.full_clean(exclude=["site"])
        found.save()

    def test_the_sheet_names_the_colours_and_leaves_the_others_to_the_look(self, settings_of_paper, reader):
        sheet = reader.get("/colours.css").content.decode()
        assert "--accent:light-dark(" in sheet
        assert "--paper:" not in sheet
        assert "--display:" not in sheet
        self.change(settings_of_paper, ground_colour="#fff7ec", signal_colour="#ffd43b")
        sheet = reader.get("/colours.css").content.decode()
        assert "--paper:light-dark(#fff7ec,#" in sheet
        assert "--label-ground:light-dark(#ffd43b,#" in sheet

    def test_the_fonts_of_the_page_are_those_that_were_chosen(self, settings_of_paper, reader):
        world.make_section("Lage")
        before = reader.get("/").content.decode()
        assert before.count('as="font"') == 2
        self.change(settings_of_paper, font_pair="sans")
        page, sheet = reader.get("/").content.decode(), reader.get("/colours.css").content.decode()
        assert page.count('as="font"') == 1
        assert re.search(r'--display:"Presswerk Sans"', sheet)
        self.change(settings_of_paper, font_pair="archivo")
        page, sheet = reader.get("/").content.decode(), reader.get("/colours.css").content.decode()
        assert re.search(r'href="/static/theme/fonts/display[^"]*" as="font"', page)
        assert re.search(r"url\(\"?/static/theme/fonts/display", sheet)

    def test_a_change_purges_every_page(self, settings_of_paper):
        Purge.objects.all().delete()
        self.change(settings_of_paper, ground_colour="#eef4ff")
        assert Purge.objects.filter(tag="paper").exists()

    def test_colours_and_fonts_cost_no_query(self, settings_of_paper, reader):
        def queries() -> int:
            with CaptureQueriesContext(connection) as seen:
                reader.get("/colours.css")
            return len(seen)

        queries()
        few = queries()
        self.change(
            settings_of_paper, ground_colour="#eef4ff", signal_colour="#ffd43b", font_pair="newsreader-sans"
        )
        queries()
        assert queries() == few

    def test_the_settings_screen_shows_what_readers_see(self, settings_of_paper, client, admin_user):
        self.change(settings_of_paper, accent_colour="#ffe600")
        client.force_login(admin_user)
        address = f"/admin/settings/newsroom/sitesettings/{settings_of_paper.site_id}/"
        page = client.get(address).content.decode()
        assert "hard to read as you wrote it" in page or "schwer zu lesen" in page
        assert "#ffe600" in page
