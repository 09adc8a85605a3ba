"""The folder holds what the newspaper answers, and changes with it."""

import gzip
import threading
from pathlib import Path

import brotli
import pytest
from wagtail.contrib.redirects.models import Redirect

from presswerk.bake import changed
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import SectionPage
from presswerk.newsroom.queries import shown_pictures
from presswerk.newsroom.queries.parts import part_of
from presswerk.site.asking import Answer
from presswerk.site.outward import Follower, NotOurFolder, follower
from presswerk.site.wsgi import application
from tests import world
from tests.newsroom.test_shown_pictures import file_of, make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def sitemap_of(article) -> str:
    """Numbers go on where an earlier test ended, on PostgreSQL."""
    return f"sitemap-articles-{part_of(article.number)}.xml"


def test_every_public_address_is_a_file_as_the_newspaper_answers_it(outward, politik, newspaper) -> None:
    author, topic = world.make_author("Anna Albers"), world.make_topic("Hafen")
    article = world.make_article(politik, "Die Flut kommt", authors=[author], topics=[topic])
    world.make_plain_page("Impressum")
    world.make_draft(politik, "Noch geheim")

    outward.write_all()

    day = article.published_at
    assert outward.names() >= {
        *(
            "index.html",
            "politik/index.html",
            "feed/index.xml",
            "politik/feed/index.xml",
            "impressum/index.html",
        ),
        *("autor/anna-albers/index.html", "thema/hafen/index.html", "archiv/index.html", "404.html"),
        *("robots.txt", "sitemap.xml", "sitemap-pages.xml", sitemap_of(article), "colours.css"),
        f"archiv/{day:%Y/%m}/index.html",
        f"politik/die-flut-kommt-{article.number}/index.html",
    }
    assert "Noch geheim" not in "".join(outward.text(name) or "" for name in outward.names())
    for name in outward.names() - {"404.html"}:
        path = "/" + name.removesuffix("index.html").removesuffix("index.xml")
        answer = newspaper(path)
        assert (answer.status, answer.body) == (200, (outward.site / name).read_bytes()), path
        packed = outward.site / f"{name}.gz"
        if packed.exists():
            assert gzip.decompress(packed.read_bytes()) == answer.body
            assert brotli.decompress((outward.site / f"{name}.br").read_bytes()) == answer.body
    assert (outward.site / "index.html.br").exists()
    assert (outward.site / "static" / "theme" / "a.css").read_text() == "body{}"


def test_a_new_article_appears_with_all_lists_that_show_it(outward, politik) -> None:
    world.make_article(politik, "Die Flut kommt")
    outward.write_all()
    article = world.make_article(politik, "Die Flut geht")

    outward.follow()

    assert "Die Flut geht" in (outward.text(f"politik/die-flut-geht-{article.number}/index.html") or "")
    for name in ("index.html", "politik/index.html", "feed/index.xml"):
        assert "Die Flut geht" in (outward.text(name) or ""), name
    assert f"die-flut-geht-{article.number}" in (outward.text(sitemap_of(article)) or "")


def test_an_article_that_is_taken_back_leaves_no_trace(outward, politik) -> None:
    article = world.make_article(politik, "Die Flut kommt")
    outward.write_all()

    publishing.unpublish(article)
    outward.follow()

    assert not (outward.site / f"politik/die-flut-kommt-{article.number}").exists()
    assert "Die Flut kommt" not in "".join(outward.text(name) or "" for name in outward.names())


def test_files_of_pictures_are_there_as_long_as_something_public_shows_them(outward, politik) -> None:
    shown, drafted = make_picture(), make_picture()
    articles = [world.make_article(politik, lead_picture=shown) for _ in range(2)]
    draft = world.make_draft(politik, lead_picture=drafted)

    def there() -> set[str]:
        outward.follow()
        return {name.removeprefix("media/") for name in outward.names() if name.startswith("media/pictures/")}

    outward.write_all()
    assert there() == {file_of(shown)}
    publishing.unpublish(articles[0])
    assert there() == {file_of(shown)}
    publishing.publish(draft)
    assert there() == {file_of(shown), file_of(drafted)}
    publishing.unpublish(articles[1])
    assert there() == {file_of(drafted)}
    assert all(shown_pictures.is_public(name) for name in there())


def test_a_renamed_section_leaves_redirects_behind(outward, politik) -> None:
    article = world.make_article(politik, "Die Flut kommt")
    outward.write_all()
    section = SectionPage.objects.get(pk=politik.pk)
    section.slug = "lage"
    section.save()
    section.save_revision().publish()

    outward.follow()

    old, new = f"/politik/die-flut-kommt-{article.number}/", f"/lage/die-flut-kommt-{article.number}/"
    assert "Die Flut kommt" in (outward.text(f"{new[1:]}index.html") or "")
    assert f'url={new}"' in (outward.text(f"{old[1:]}index.html") or "")
    assert f'"{old}" "{new}";' in (outward.folder / "redirects.nginx").read_text()
    assert f'"{new}" 301' in (outward.folder / "redirects.caddy").read_text()


def test_an_entered_redirect_leads_on_and_goes_again(outward, newspaper) -> None:
    outward.write_all()
    redirect = Redirect.objects.create(old_path="/alt", redirect_link="https://other.example/neu")
    outward.follow()
    assert newspaper("/alt").status == 301
    assert '"/alt" "https://other.example/neu";' in (outward.folder / "redirects.nginx").read_text()

    redirect.delete()
    outward.follow()

    assert "other.example" not in (outward.folder / "redirects.nginx").read_text()


def test_an_address_that_climbs_out_of_the_folder_is_no_file(outward, tmp_path: Path) -> None:
    Redirect.objects.create(old_path="/../../escaped/", redirect_link="https://other.example/")

    outward.write_all()

    assert not list(tmp_path.rglob("escaped"))


def test_further_pages_of_a_list_are_files_as_far_as_asked_for(outward, politik, newspaper) -> None:
    world.make_articles(70, politik)

    outward.write_all()

    further = sorted((outward.site / "politik").glob("before-*.html"))
    assert 1 <= len(further) <= 2
    for file in further:
        query = file.stem.replace("-", "=")
        assert newspaper(f"/politik/?{query}").body == file.read_bytes()

    world.make_article(politik, "Noch eine")
    outward.follow()
    assert sorted((outward.site / "politik").glob("before-*.html")) != further
    assert len(list((outward.site / "politik").glob("before-*.html"))) == len(further)


def test_a_page_that_cannot_be_rendered_stays_and_one_purged_hard_goes(outward, politik, monkeypatch) -> None:
    article = world.make_article(politik, "Die Flut kommt")
    outward.write_all()
    name = f"politik/die-flut-kommt-{article.number}/index.html"

    def fail(*_args: object, **_more: object) -> Answer:
        return Answer(500, [], b"")

    monkeypatch.setattr(follower, "ask", fail)
    changed(f"article:{article.number}", f"number:{article.number}", "*")
    outward.follow()
    assert outward.text(name) is not None
    assert outward.follower.count_failed() > 0

    changed("*", strength="hard")
    outward.follow()
    assert outward.text(name) is None


def test_whoever_was_killed_goes_on_where_it_was(outward, politik, tmp_path: Path) -> None:
    outward.write_all()
    article = world.make_article(politik, "Die Flut kommt")
    outward.follower.catch_up()  # marked, and killed before anything was written
    (outward.site / "politik" / ".unfinished-1-2-index.html").write_text("half a p")
    outward.follower.close()

    again = Follower(application, outward.folder)
    assert again.is_complete
    while again.settle():
        pass
    again.write_all()

    assert "Die Flut kommt" in (outward.text(f"politik/die-flut-kommt-{article.number}/index.html") or "")
    assert not list(outward.site.rglob(".unfinished*"))
    outward.follower = again


def test_a_folder_with_other_things_is_left_alone(paper, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(NotOurFolder, match="is not empty"):
        Follower(application, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_two_processes_do_not_write_one_folder(outward) -> None:
    with pytest.raises(NotOurFolder, match="Another process"):
        Follower(application, outward.folder)


def test_a_follower_of_a_newer_version_brings_its_design_along(outward, settings) -> None:
    outward.write_all()
    outward.follower.close()
    (Path(settings.STATIC_ROOT) / "theme" / "newer.css").write_text("p{}")

    outward.follower = Follower(application, outward.folder)
    stopped = threading.Event()
    stopped.wait = lambda *_: stopped.set()  # type: ignore[method-assign,assignment]
    outward.follower.follow(stopped)

    assert outward.text("static/theme/newer.css") == "p{}"
