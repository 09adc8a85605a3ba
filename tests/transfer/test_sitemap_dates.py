"""An import writes rows past Wagtail's signals; the sitemap must learn of it all the same."""

import pytest

from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries.parts import part_of
from presswerk.syndication.models import SitemapShard

from .conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_an_import_dates_the_shards_that_it_fills(bring):
    bring(line(1))
    bring(line(2, number=25_000))
    numbers = ArticlePage.objects.values_list("number", flat=True)
    shards = SitemapShard.objects.values_list("number", flat=True)
    assert set(shards) == {part_of(number) for number in numbers} == {0, 2}
