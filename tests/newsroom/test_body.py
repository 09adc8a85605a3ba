"""The blocks of an article: each with its worst input."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from presswerk.newsroom.blocks import ArticleBody
from presswerk.newsroom.models import ArticlePage, EmbedStill
from presswerk.newsroom.providers import player_address, provider_of
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e{{ 7*7 }}{% csrf_token %}'
HOSTILE_RICH = f'<p>{HOSTILE}<a href="javascript:alert(1)">x</a></p>'
WORD = "Donaudampfschifffahrtsgesellschaft" * 40
LONG_RICH = "<p>" + "Wort " * 20_000 + WORD + "</p>"


def blocks_with(text: str, rich: str) -> dict[str, object]:
    return {
        "text": rich,
        "subhead": {"text": text, "level": "2"},
        "pull_quote": {"text": text, "speaker": text, "speaker_role": text},
        "quotation": {"text": rich, "source": text, "source_url": "https://example.org/", "language": "en"},
        "interview": {"question": text, "answer": rich},
        "separator": None,
        "fact_box": {"title": text, "body": rich},
        "number": {"number": text[:40], "label": text, "explanation": text, "source": text},
        "chronology": {"title": text, "entries": [{"when": text, "text": rich}] * 3},
        "live_update": {"at": datetime(2026, 11, 26, 18, 5), "headline": text, "text": rich},
        "table": {
            "caption": text,
            "table": {
                "data": [[text, text], [None, ""]],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
                "table_caption": "",
            },
            "source": text,
        },
        "embed": {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": text, "caption": text},
    }


@pytest.mark.parametrize("name", blocks_with("", ""))
@pytest.mark.parametrize(("text", "rich"), [("", ""), (HOSTILE, HOSTILE_RICH), (WORD, LONG_RICH)])
def test_a_block_survives_its_worst_input(politik, reader, name, text, rich):
    article = world.make_article(politik, body=[(name, blocks_with(text, rich)[name])])
    answer = reader.get(article.url)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "javascript:alert" not in page


def test_a_block_without_pictures_or_files_shows_nothing_and_breaks_nothing(politik, reader):
    body = [
        ("picture", {"picture": None, "caption": "x", "alt_text": "", "size": "column"}),
        ("gallery", {"title": "", "pictures": []}),
        ("audio", {"file": None, "title": "x"}),
        ("video", {"file": None, "title": "x"}),
        ("download", {"file": None}),
        ("related", {"article": None}),
    ]
    article = world.make_article(politik, body=body)
    assert reader.get(article.url).status_code == 200


def test_every_block_type_is_tested_or_needs_a_file():
    with_files = {"picture", "gallery", "audio", "video", "download", "related"}
    assert set(ArticleBody().child_blocks) == set(blocks_with("", "")) | with_files


def test_a_related_article_that_was_taken_back_disappears(politik, reader):
    other = world.make_article(politik, "Die andere Geschichte")
    page = world.make_article(politik, body=[("related", {"article": other})])
    world.make_articles(8, politik)
    assert other.url in reader.get(page.url).content.decode()
    other.unpublish()
    assert "Die andere Geschichte" not in reader.get(page.url).content.decode()


def test_subheads_with_the_same_words_get_different_anchors(politik):
    body = [("subhead", {"text": "Die Folgen", "level": "2"})] * 3
    body += [("text", "<p>" + "Wort " * 1000 + "</p>")]
    article = ArticlePage.objects.get(pk=world.make_article(politik, body=body).pk)
    assert [entry["anchor"] for entry in article.table_of_contents] == [
        "die-folgen",
        "die-folgen-2",
        "die-folgen-3",
    ]


def test_short_pieces_have_no_table_of_contents(politik):
    article = world.make_article(politik, body=[("subhead", {"text": "Kurz", "level": "2"})] * 5)
    assert article.table_of_contents == []


@pytest.mark.parametrize(
    ("address", "code", "player"),
    [
        (
            "https://youtu.be/dQw4w9WgXcQ",
            "youtube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        ("https://vimeo.com/123456", "vimeo", "https://player.vimeo.com/video/123456?dnt=1&autoplay=1"),
        ("https://mastodon.social/@anna/1234", "mastodon", "https://mastodon.social/@anna/1234/embed"),
        ("https://x.com/a/status/99", "x", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=99"),
    ],
)
def test_known_sites_get_a_player_behind_the_click(address, code, player):
    assert provider_of(address).code == code
    assert player_address(address) == player


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/video",
        "javascript:alert(1)",
        "https://youtube.com.evil.example/watch?v=x",
        "//x",
        "http://[",
        "",
    ],
)
def test_other_addresses_are_no_embeds(address):
    assert provider_of(address) is None
    assert player_address(address) == ""


def test_an_editor_is_told_which_sites_can_be_embedded():
    block = ArticleBody().child_blocks["embed"]
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({"url": "https://example.org/video", "title": "", "caption": ""}))
    message = str(refusal.value.block_errors["url"].message % refusal.value.block_errors["url"].params)
    assert "example.org" in message
    assert "YouTube" in message


def refusal_of(url: str) -> str:
    block = ArticleBody().child_blocks["embed"]
    with override("en"), pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({"url": url, "title": "", "caption": ""}))
    with override("en"):
        (message,) = refusal.value.block_errors["url"].messages
    return message


POST = "https://social.example/@anna/1234"


def test_an_editor_is_told_the_setting_that_lets_a_mastodon_host_in(settings):
    message = refusal_of(POST)
    assert "https://social.example" in message
    assert "embed_hosts" in message
    assert "PRESSWERK_EMBED_HOSTS" in message
    settings.EMBED_HOSTS = [*settings.EMBED_HOSTS, "https://social.example"]
    block = ArticleBody().child_blocks["embed"]
    block.clean(block.to_python({"url": POST, "title": "", "caption": ""}))


def test_a_post_of_a_host_that_may_not_be_framed_is_a_plain_link(politik, reader, settings):
    article = world.make_article(politik, body=[("embed", {"url": POST, "title": "", "caption": ""})])
    page = reader.get(article.url).content.decode()
    assert "data-embed=" not in page
    assert f'href="{POST}"' in page
    settings.EMBED_HOSTS = ["https://social.example"]
    assert f'data-embed="{POST}/embed"' in reader.get(article.url).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "https://mastodon.social@evil.example/@anna/1",
        "https://mastodon.social:8443/@anna/1",
        "https://evil.example/@mastodon.social/1",
    ],
)
def test_a_host_that_only_looks_like_an_allowed_one_is_refused(address):
    assert "embed_hosts" in refusal_of(address)


def test_the_pages_policy_lets_in_the_same_hosts_as_the_editor_may_use(settings):
    assert [host.lower() for host in settings.SECURE_CSP["frame-src"]] == settings.EMBED_HOSTS


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@tagesschau",
        "https://www.youtube.com/embed/",
        "https://vimeo.com/channels/staffpicks",
        "https://x.com/anna",
        "https://www.openstreetmap.org/",
        "https://www.openstreetmap.org/#map=99999999/1/1",
        "https://www.openstreetmap.org/#map=5/../-.",
    ],
)
def test_an_address_that_names_no_single_piece_is_refused_and_harms_no_page(address, politik, reader):
    assert "no single video" in refusal_of(address)
    article = world.make_article(politik, body=[("embed", {"url": address, "title": "", "caption": ""})])
    assert reader.get(article.url).status_code == 200


def test_an_embed_shows_a_stored_still_and_asks_no_other_site(politik, reader):
    address = "https://vimeo.com/123456"
    article = world.make_article(politik, body=[("embed", {"url": address, "title": "", "caption": ""})])
    EmbedStill.objects.create(address=address, provider="vimeo", title="Ebbe und Flut")
    page = reader.get(article.url).content.decode()
    assert "<iframe" not in page
    assert "Vimeo" in page
    assert "Ebbe und Flut" in page


def test_an_update_cannot_be_older_than_the_publication(politik):
    from datetime import timedelta

    article = world.make_article(politik)
    article.updated_at = article.published_at - timedelta(hours=1)
    with pytest.raises(ValidationError):
        article.full_clean()
