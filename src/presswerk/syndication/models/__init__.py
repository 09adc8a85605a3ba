from presswerk.syndication.models.cards import ShareCard
from presswerk.syndication.models.icons import PaperIcon
from presswerk.syndication.models.settings import SyndicationSettings
from presswerk.syndication.models.shards import SitemapShard

__all__ = ["PaperIcon", "ShareCard", "SitemapShard", "SyndicationSettings"]
