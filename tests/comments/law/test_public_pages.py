"""House rules, notice and points of contact: public, baked, in both languages. 4 s alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from presswerk import bake, conf
from presswerk.bake.models import Purge
from presswerk.comments.law import duties
from presswerk.comments.law.models import CommentSettings, HouseRules
from presswerk.newsroom.models import SiteSettings
from tests.comments.law.conftest import write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/comments/rules/", "/comments/data/", "/comments/contact/"])
def test_public_pages_are_the_same_for_all_and_set_no_cookie(reader, paper, path):
    answer = reader.get(path)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_notice_says_what_the_settings_say(reader, paper, monkeypatch):
    page = reader.get("/comments/data/").content.decode()
    assert "7 Tage" in page
    assert "sendet niemandem etwas" in page

    monkeypatch.setitem(
        conf.current().__dict__,
        "_values",
        {**conf.current()._values, "comments_keep_network": timedelta(days=3)},
    )

    assert "3 Tage" in reader.get("/comments/data/").content.decode()


def test_the_notice_is_renewed_when_the_publisher_changes_the_settings(paper):
    Purge.objects.all().delete()
    CommentSettings.objects.create(site=Site.objects.get(), hosting="Auf einem Rechner in Nürnberg.")

    assert Purge.objects.filter(tag="comment-settings").exists()


def test_earlier_rules_stay_readable_and_coming_ones_are_announced(reader, paper):
    today = timezone.localdate()
    HouseRules.objects.filter(language="de").update(
        valid_from=today - timedelta(days=400), text="# Alt\n\nSeid nett."
    )
    HouseRules.objects.create(
        language="de",
        valid_from=today - timedelta(days=10),
        text="# Neu\n\nSeid *sehr* nett.",
        changes="Netter.",
    )
    HouseRules.objects.create(
        language="de", valid_from=today + timedelta(days=10), text="# Bald\n\nSeid am nettesten."
    )

    with bake.collecting() as collected:
        page = reader.get("/comments/rules/").content.decode()

    assert page.index("Seid am nettesten") < page.index("Seid <em>sehr</em> nett") < page.index("Seid nett")
    assert "house-rules" in collected.tags
    assert timezone.localtime(collected.expires_at).date() <= today + timedelta(days=10)


def test_a_version_in_force_cannot_be_changed_or_deleted(paper):
    rules = HouseRules.objects.get(language="de")
    rules.text = "Anders."
    with pytest.raises(ValidationError):
        rules.full_clean()
    with pytest.raises(ValidationError):
        rules.delete()
    with pytest.raises(ValidationError):
        HouseRules(language="de", valid_from=timezone.localdate() - timedelta(days=1), text="x").full_clean()


def test_house_rules_hold_no_script(reader, paper):
    HouseRules.objects.create(
        language="de", valid_from=timezone.localdate() - timedelta(days=0) + timedelta(days=1),
        text="<script>alert(1)</script> [x](javascript:alert(1)) ![x](data:text/html,x)",
    )  # fmt: skip
    page = reader.get("/comments/rules/").content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert 'src="data' not in page


def test_every_article_and_every_comment_leads_to_the_form_for_reports(reader, article):
    comment = write(article)
    page = reader.get(article.url).content.decode()

    assert f"/comment/report/article/{article.number}/" in page
    assert f"/comment/report/{comment.pk}/" in page
    CommentSettings.objects.create(site=Site.objects.get(), takes_reports=False)
    elsewhere = reader.get(f"/comment/report/{comment.pk}/")
    assert (elsewhere.status_code, elsewhere.headers["Location"]) == (302, "/comments/contact/")


def test_every_page_leads_to_the_points_of_contact_of_its_edition(reader, article):
    assert 'href="/comments/contact/"' in reader.get("/").content.decode()
    assert 'href="/comments/contact/"' in reader.get(article.url).content.decode()


NAMED = SiteSettings(contact_email="post@bote.example")


def test_points_of_contact_that_are_not_named_are_missing(reader, paper):
    def missing(*named):
        return [one.duty.articles for one in duties.standing(*named) if one.is_missing]

    assert missing(CommentSettings(), SiteSettings()) == ["11, 12"]
    assert missing(CommentSettings(reader_phone="0491 1"), SiteSettings()) == ["11, 12"]
    assert missing(CommentSettings(), NAMED) == []
    by_itself = CommentSettings(reader_email="forum@bote.example", authority_email="recht@bote.example")
    assert missing(by_itself, SiteSettings()) == []
    page = reader.get("/comments/contact/").content.decode()
    assert "Noch ist kein Weg genannt, uns zu schreiben." in page
    SiteSettings.objects.update(contact_email="post@bote.example")
    assert page != reader.get("/comments/contact/").content.decode()


def test_duties_name_whom_they_bind():
    small = {one.duty.articles: one.binds for one in duties.standing(CommentSettings(), NAMED)}
    big = {
        one.duty.articles: one.binds
        for one in duties.standing(CommentSettings(is_small=False, is_ancillary=False), NAMED)
    }

    assert small == {"11, 12": True, "14": True, "15": False, "16": True, "17": True, "18": True, "20": False}
    assert all(big.values())
    (missing,) = [
        one for one in duties.standing(CommentSettings(states_reasons=False), NAMED) if one.is_missing
    ]
    assert missing.duty.articles == "17"
