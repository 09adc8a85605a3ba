"""The tables of this package that readers' pages are made of. See `presswerk.bake.tracking`.

paper               the publisher's settings, with those of the paper itself
sitemap…            a shard of the articles' sitemap was dated anew
card:<article>      an article's share picture was made, made anew, or went
card-file:<name>    whether readers may have this file
icons:<site>        the paper's icons were made
"""

from presswerk import bake
from presswerk.bake import Tracked


def declare() -> None:
    """Called once when Django starts."""
    bake.track(
        Tracked("syndication_syndicationsettings", ("paper",)),
        Tracked("syndication_sitemapshard", ("sitemap", "sitemap:articles:{number}"), loads=False),
        Tracked("syndication_sharecard", ("card:{article_id}", "card-file:{file}"), loads=False),
        Tracked("syndication_papericon", ("icons:{site_id}",), strength="soft", loads=False),
    )
