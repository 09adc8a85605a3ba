"""An import writes rows past Wagtail's signals; the sitemap must learn of it all the same."""

import pytest

from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries.parts import part_of
from presswerk.syndication.models import SitemapShard

from .conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_import_dates_the_shards_that_it_fills(bring):
    bring(line(1))
    first = ArticlePage.objects.get().number
    bring(line(2, number=first + 25_000))
    shards = SitemapShard.objects.values_list("number", flat=True)
    assert set(shards) == {part_of(first), part_of(first + 25_000)}
