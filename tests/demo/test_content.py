"""The demo newspaper as an editor and an archivist would check it, before anything is filled."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from presswerk.demo.calendar import Calendar
from presswerk.demo.content import FILES, Article, read
from presswerk.demo.markup import OWN_SCHEME, links_in

BLOCKS = {
    "text", "subhead", "pull_quote", "quotation", "picture", "gallery", "table", "fact_box", "chronology",
    "interview", "number", "embed", "audio", "video", "download", "related", "separator",
}  # fmt: skip
KINDS = {
    "news", "report", "reportage", "interview", "opinion", "analysis", "review", "portrait", "obituary",
    "service", "short",
}  # fmt: skip
MARKDOWN_FIELDS = ("text", "answer", "body", "transcript")
UNITS = "Euro|Cent|Prozent|Meter|Zentimeter|Kilometer|Tonnen|Millionen|Hektar|Liter|Uhr|Minuten"
MAX_PICTURE_BYTES = 150 * 1024
CONTENT = read()
ARTICLES = list(CONTENT.articles.values())
GERMAN = [article for article in ARTICLES if article.language == "de"]
A_WEEK_OF_SETUPS = [datetime(2027, 3, 1, 9, 30, tzinfo=UTC) + timedelta(days=day) for day in range(7)]

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)


def calendar(now: datetime) -> Calendar:
    return Calendar(now, CONTENT.paper["events"], ZoneInfo("Europe/Berlin"))


def texts(article: Article) -> list[str]:
    """Everything of an article that is written in Markdown or plain words."""
    found = [article.headline, article.lead]
    for block in article.body:
        found += [str(value) for key, value in block.items() if key not in ("block", "rows", "level", "size")]
        found += [str(cell) for cell in chain.from_iterable(block.get("rows", []))]
    return found


def words(article: Article) -> int:
    return sum(len(text.split()) for text in texts(article)[2:])


def links(article: Article) -> list[str]:
    found = []
    for block in article.body:
        entries = block.get("entries", [])
        written = [block.get(name, "") for name in MARKDOWN_FIELDS] + [entry["text"] for entry in entries]
        found += list(chain.from_iterable(links_in(text) for text in written))
    return found


def articles_shown_in(article: Article) -> set[str]:
    """The ids of the articles to which this one leads."""
    prefix = f"{OWN_SCHEME}article/"
    linked = {link.removeprefix(prefix) for link in links(article) if link.startswith(prefix)}
    return linked | {block["article"] for block in article.body if block["block"] == "related"}


def pictures_shown_in(article: Article) -> set[str]:
    found = {article.picture} if article.picture else set()
    for block in article.body:
        found |= {block[key] for key in ("picture", "poster") if block.get(key)}
        found |= {row["picture"] for row in block.get("pictures", [])}
    return found


@each_article
def test_every_reference_of_an_article_resolves(article):
    assert article.section in CONTENT.sections
    assert set(article.further_sections) <= set(CONTENT.sections)
    assert {row["id"] for row in article.authors} <= set(CONTENT.authors)
    assert set(article.topics) <= set(CONTENT.topics)
    assert pictures_shown_in(article) <= set(CONTENT.pictures)
    assert articles_shown_in(article) <= set(CONTENT.articles)
    files = {block[key] for block in article.body for key in ("file", "captions") if key in block}
    assert files <= set(CONTENT.files)


@each_article
def test_an_article_is_complete(article):
    assert article.authors
    assert article.topics
    assert article.kind in KINDS
    assert article.caption or not article.picture
    assert article.kind == "short" or (article.lead and article.picture and article.kicker)
    assert {block["block"] for block in article.body} <= BLOCKS


@each_article
def test_an_article_has_the_length_of_its_kind(article):
    if article.kind == "short":
        assert 60 <= words(article) <= 110
    elif article.id == "seegras-hollbucht":
        assert words(article) >= 1600
    else:
        assert 250 <= words(article) <= 1250


@each_article
def test_german_typography_is_kept(article):
    joined = "\n".join(texts(article))
    assert not re.search(r"\S - ", joined)
    assert "..." not in joined
    if article.language == "de":
        assert '"' not in re.sub(r"\{.*?\}", "", joined)
        assert "—" not in joined
        assert not re.search(r"(?<![\d)])\d{1,3} \d{3}(?!\d)", joined), "thousands need a no-break space"
        assert joined.count("„") == joined.count("“")
        written = "\n".join(texts(article)[1:])
        assert not re.search(rf"\d (?:{UNITS})\b", written), "units need a no-break space"


@each_article
@pytest.mark.parametrize("now", A_WEEK_OF_SETUPS, ids=lambda now: f"{now:%a}")
def test_links_lead_to_articles_that_had_appeared_whatever_the_day_of_the_setup(article, now):
    days = calendar(now)
    published = days.published(article)
    assert published < now
    for other in articles_shown_in(article):
        assert days.published(CONTENT.articles[other]) < published, other


@each_article
def test_placeholders_are_all_filled_in(article):
    days = calendar(A_WEEK_OF_SETUPS[0])
    for text in texts(article):
        assert "{{" not in days.fill_in(text, days.published(article), article.language)


def test_no_two_articles_open_alike():
    bodies = [article.body for article in ARTICLES]
    openings = [next(block["text"] for block in body if block["block"] == "text") for body in bodies]
    three_words = Counter(" ".join(opening.split()[:3]).lower() for opening in openings)
    assert [opening for opening, count in three_words.items() if count > 1] == []


def test_every_block_type_occurs():
    assert {block["block"] for article in GERMAN for block in article.body} == BLOCKS


def test_every_kind_of_article_occurs():
    assert {article.kind for article in GERMAN} == KINDS


def test_special_pieces_are_there():
    assert any(len(article.authors) > 1 for article in GERMAN)
    credited = [CONTENT.authors[row["id"]]["kind"] for article in GERMAN for row in article.authors]
    assert {"staff", "guest", "agency"} == set(credited)
    assert any(article.corrections for article in GERMAN)
    assert any(article.label == "advert" for article in GERMAN)


def test_the_paper_is_large_enough():
    assert len(GERMAN) >= 45
    assert len({article.section for article in GERMAN}) >= 8
    assert len([author for author in CONTENT.authors.values() if author["kind"] == "staff"]) >= 8
    assert len(CONTENT.topics) >= 20
    assert len(CONTENT.pictures) >= 30


def test_four_articles_have_a_linked_english_edition():
    english = [article for article in ARTICLES if article.language == "en"]
    assert len(english) >= 4
    for article in english:
        original = CONTENT.articles[article.translation_of]
        assert original.language == "de"
        assert "en" in CONTENT.sections[article.section.split("/")[0]]


def test_headlines_have_every_length():
    lengths = [len(article.headline) for article in GERMAN]
    assert min(lengths) < 20
    assert max(lengths) > 75


def test_every_topic_and_author_is_used():
    assert {topic for article in GERMAN for topic in article.topics} == set(CONTENT.topics)
    assert {row["id"] for article in GERMAN for row in article.authors} == set(CONTENT.authors)


def test_every_picture_is_shown_somewhere():
    shown = set(chain.from_iterable(map(pictures_shown_in, ARTICLES)))
    shown |= {author["portrait"] for author in CONTENT.authors.values() if "portrait" in author}
    assert set(CONTENT.pictures) - shown == {"logo", "logo-dark"}


@pytest.mark.parametrize("picture", CONTENT.pictures.values(), ids=lambda picture: picture.id)
def test_every_picture_has_source_credit_and_alternative_text_and_is_small(picture):
    assert picture.path.is_file()
    assert picture.path.with_suffix(".svg").is_file() != bool(picture.source)
    assert picture.path.stat().st_size <= MAX_PICTURE_BYTES
    assert 20 <= len(picture.alt) <= 255
    assert picture.credit
    assert picture.licence


def test_a_photograph_names_its_photographer_and_a_licence_that_lets_us_show_it():
    photographs = [picture for picture in CONTENT.pictures.values() if picture.source]
    assert photographs
    for picture in photographs:
        assert picture.credit.startswith("Foto: ")
        assert picture.licence.startswith("CC ")
        assert picture.source.startswith("https://")


def test_no_raster_lies_about_unused():
    files = {picture.file for picture in CONTENT.pictures.values()}
    folder = next(iter(CONTENT.pictures.values())).path.parent
    assert {path.name for path in folder.glob("*.webp")} == files


@pytest.mark.parametrize("name", CONTENT.files)
def test_every_file_is_there_and_small(name):
    assert 0 < (FILES / name).stat().st_size <= 400 * 1024


def test_menus_and_fronts_name_what_exists():
    for row in chain(CONTENT.menus["main"].values(), CONTENT.menus["footer"].values()):
        for item in row["items"]:
            kind, name = item.split(":")
            assert name in {"section": CONTENT.sections, "page": CONTENT.pages}[kind]
    for language, front in CONTENT.paper["front"].items():
        for name in [front["lead"], *front["pins"]]:
            assert CONTENT.articles[name].language == language


def test_pages_say_that_they_are_examples():
    for page in CONTENT.pages.values():
        first = page["body"][0]
        assert first["title"] in ("Mustertext", "Example text")
