from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "presswerk.syndication"
    label = "syndication"
    verbose_name = _("Syndication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk import jobs
        from presswerk.newsroom import slots
        from presswerk.newsroom.queries.bringing import bring_along
        from presswerk.syndication import cards, head, icons, in_force, open_graph, receivers, tracked
        from presswerk.syndication.feeds import discovery
        from presswerk.syndication.feeds.views import suffix_views
        from presswerk.syndication.sitemaps import receivers as sitemap_receivers
        from presswerk.syndication.structured_data import pieces

        for word, view in suffix_views().items():
            slots.register_suffix(word, view)
        slots.register("page.head", head.links, order=1)
        slots.register("page.head", discovery.links, order=5)
        slots.register("page.head", open_graph.meta_elements, order=10)
        slots.register("page.head", pieces.of_page, order=20)
        slots.register("article.head", pieces.of_article, order=20)
        bring_along("sites", in_force.with_settings)
        bring_along("sites", icons.with_icons)
        bring_along("article", cards.with_card)
        jobs.every("syndication: look over icons", "hourly :50", icons.look_over)
        sitemap_receivers.connect()
        receivers.connect()
        tracked.declare()
