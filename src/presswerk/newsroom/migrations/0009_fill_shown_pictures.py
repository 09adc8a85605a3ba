"""Which pictures the pages show that are there already.

In chunks by the pages' keys, each in its own transaction; stopped halfway, it goes on behind the last page
that has a row, because nothing else writes any before this is through.
"""

import json

from django.db import migrations, transaction
from django.db.models import Max, TextField
from django.db.models.functions import Cast

_CHUNK = 500
_MENTIONS = ('"picture"', '"poster"')


def fill(apps, schema_editor):
    ShownPicture = apps.get_model("newsroom", "ShownPicture")
    Page = apps.get_model("wagtailcore", "Page")
    Image = apps.get_model("newsroom", "Image")
    after = ShownPicture.objects.aggregate(last=Max("page_id"))["last"] or 0
    while True:
        ids = list(Page.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:_CHUNK])
        if not ids:
            return
        shown = list(_shown(apps, ids))
        # A body may still name a picture that was deleted long ago.
        named = set().union(*(pictures for _page, pictures in shown))
        known = set(Image.objects.filter(pk__in=named).values_list("pk", flat=True))
        rows = [
            ShownPicture(page_id=page, picture_id=picture)
            for page, pictures in shown
            for picture in sorted(pictures & known)
        ]
        with transaction.atomic():
            ShownPicture.objects.bulk_create(rows, batch_size=_CHUNK, ignore_conflicts=True)
        after = ids[-1]


def _shown(apps, ids):
    """(page, keys of its pictures) for the articles and plain pages among these."""
    articles = apps.get_model("newsroom", "ArticlePage").objects.filter(pk__in=ids)
    for page, lead, body in articles.order_by("pk").values_list(
        "pk", "lead_picture_id", Cast("body", TextField())
    ):
        yield page, _in_body(body) | ({lead} if lead else set())
    plain = apps.get_model("newsroom", "PlainPage").objects.filter(pk__in=ids)
    for page, body in plain.order_by("pk").values_list("pk", Cast("body", TextField())):
        yield page, _in_body(body)


def _in_body(text):
    if not text or not any(word in text for word in _MENTIONS):
        return set()
    return set(_named(json.loads(text)))


def _named(value):
    """Keys of pictures: blocks name them as `picture` (also in galleries) and as `poster` (of films)."""
    if isinstance(value, list):
        for item in value:
            yield from _named(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ("picture", "poster") and isinstance(inner, int):
                yield inner
            else:
                yield from _named(inner)


def empty(apps, schema_editor):
    apps.get_model("newsroom", "ShownPicture").objects.all().delete()


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("newsroom", "0008_rendition_file_index")]

    operations = [migrations.RunPython(fill, empty)]
