from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "presswerk.syndication"
    label = "syndication"
    verbose_name = _("Syndication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk import bake
        from presswerk.newsroom import slots
        from presswerk.syndication import open_graph
        from presswerk.syndication.feeds.views import feed
        from presswerk.syndication.sitemaps import receivers
        from presswerk.syndication.structured_data import pieces

        slots.register_suffix("feed", feed)
        slots.register("page.head", open_graph.meta_elements, order=10)
        slots.register("page.head", pieces.of_page, order=20)
        slots.register("article.head", pieces.of_article, order=20)
        receivers.connect()
        bake.track(
            bake.Tracked("syndication_sitemapshard", ("sitemap", "sitemap:articles:{number}"), loads=False)
        )
