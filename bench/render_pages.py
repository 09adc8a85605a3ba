#!/usr/bin/env python3
"""Answers requests for pages of the demo newspaper in PRESSWERK_DATA; bench/render.py asks it.

It changes that newspaper: bench/render.py gives it a copy.

`write FILE` writes the newspaper's German articles down for the reference instead.
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from presswerk.cli.django_setup import set_up_django

HOST = "127.0.0.1"
# Key → headline. A long piece with nearly all kinds of blocks, and the usual report with one picture.
ARTICLES = {
    "long article": "Was unter der Hollbucht wieder wächst",
    "usual article": "Warum ein Riss elf Jahre wachsen kann, ohne dass ihn jemand sieht",
}
WITH_COMMENTS = " with comments"
KEPT = ", kept"


def main() -> None:
    set_up_django()
    if sys.argv[1:2] == ["write"]:
        Path(sys.argv[2]).write_text(json.dumps(newspaper()), encoding="utf-8")
        return
    from render_answers import answer

    from presswerk.bake.asking import ADDRESS, TOKEN
    from presswerk.bake.store import Address

    addresses = pages(with_debates())
    asked = {TOKEN: _front_plan(), "REMOTE_ADDR": ""}
    kept = {f"{key}{KEPT}": path for key, path in addresses.items()}
    more = {key: {**asked, ADDRESS: str(Address(HOST, path))} for key, path in kept.items()}
    answer({**addresses, **kept}, more)


def with_debates() -> dict[str, str]:
    """Key → path: each article with a debate of ten comments and the form, and a copy without either."""
    from render_debate import debate_below, without_debate

    from presswerk.newsroom.models import ArticlePage

    found = {}
    for key, title in ARTICLES.items():
        article = ArticlePage.objects.get(title=title)
        found[key] = without_debate(article).url
        debate_below(article)
        found[f"{key}{WITH_COMMENTS}"] = article.url
    return found


def pages(articles: dict[str, str]) -> dict[str, str]:
    """Key → path: the articles, and the other kinds of pages with the most on them."""
    from presswerk.newsroom.models import AuthorProfile, Listing, SectionPage, Topic

    def busiest(kind: Listing.Kind, model: Any) -> Any:
        rows = Listing.objects.filter(kind=kind).values_list("target_id", flat=True)
        return model.objects.get(pk=max(rows, key=list(rows).count))

    return {
        **articles,
        "front": "/",
        "section": busiest(Listing.Kind.SECTION, SectionPage).url,
        "author": busiest(Listing.Kind.AUTHOR, AuthorProfile).url,
        "topic": busiest(Listing.Kind.TOPIC, Topic).url,
    }


def _front_plan() -> str:
    """The token of a front, with a plan written for it where none runs here."""
    from presswerk.bake.front.plan import Plan
    from presswerk.bake.node import front_token, plan_path

    if not front_token():
        Plan(hosts={HOST: HOST}, token="bench").save(plan_path())
    return front_token()


def newspaper() -> dict[str, Any]:
    """What the reference is filled with: the default edition in plain values."""
    from presswerk.newsroom.models import ArticlePage, FrontPage, Image, MenuItem, SectionPage

    edition = FrontPage.objects.order_by("path").first()
    assert edition is not None
    sections = list(SectionPage.objects.filter(locale_id=edition.locale_id).order_by("path"))
    by_path = {section.path: section.pk for section in sections}
    articles = ArticlePage.objects.filter(locale_id=edition.locale_id, live=True)
    footer = MenuItem.objects.filter(menu__place="footer", menu__locale=edition.locale_id, page__isnull=False)
    written = [_written(article) for article in articles.order_by("published_at", "pk")]
    keys = {title: key for key, title in ARTICLES.items()}
    # Each measured article twice: Wagtail lists one of them beside the other, which changes no number.
    for article in [article for article in written if article["title"] in keys]:
        article["slug"] = keys[article["title"]].replace(" ", "-")
        again = {"id": -article["id"], "slug": article["slug"] + "-with-comments", "comments": True}
        again["date"] = _earlier(article["date"])
        written.append(article | again)
    return {
        "name": "Reference",
        "sections": [
            {
                "id": section.pk,
                "parent": by_path.get(section.path[: -section.steplen]),
                "title": section.title,
                "slug": section.slug,
                "lead": section.lead,
            }
            for section in sections
        ],
        "footer": [item.label or item.page.title for item in footer.select_related("page")],
        "pictures": [
            {"id": pk, "file": image.file.path, "title": image.title, "description": image.description}
            for pk, image in Image.objects.in_bulk().items()
        ],
        "authors": _authors(),
        "articles": written,
    }


def _authors() -> dict[int, dict[str, Any]]:
    from presswerk.newsroom.models import AuthorProfile

    return {
        author.pk: {
            "name": author.name,
            "position": author.position,
            "biography": author.short_biography,
            "portrait": author.portrait_id,
        }
        for author in AuthorProfile.objects.all()
    }


def _written(article: Any) -> dict[str, Any]:
    credit = article.credits.first()
    return {
        "id": article.pk,
        "slug": f"{article.readable_slug}-{article.number}",
        "section": article.section_id,
        "title": article.title,
        "kicker": article.kicker,
        "lead": article.lead,
        "date": article.published_at.isoformat(),
        "author": str(credit.author_id) if credit else None,
        "lead_picture": article.lead_picture_id,
        "caption": article.lead_picture_caption,
        "topics": [topic.name for topic in article.topics.all()],
        "body": list(article.body.raw_data),
        "comments": False,
    }


def _earlier(moment: str) -> str:
    return (datetime.fromisoformat(moment) - timedelta(days=400)).isoformat()


if __name__ == "__main__":
    main()
