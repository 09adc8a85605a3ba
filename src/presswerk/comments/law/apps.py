from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    name = "presswerk.comments.law"
    label = "comments_law"
    verbose_name = _("Comments and the law")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk.comments import seams
        from presswerk.comments.law import (
            erasure,
            exporting,
            menu_link,
            own_page,
            pages,
            report_links,
            tracked,
        )
        from presswerk.comments.law.actions import reasons, reporting, rights
        from presswerk.comments.law.retention import engine
        from presswerk.jobs import outbox
        from presswerk.newsroom import slots

        tracked.declare()
        seams.register_decided("law reasons", reasons.follow)
        seams.register_decided("law reports", reporting.follow)
        seams.register_own_piece("law", own_page.statements)
        slots.register("site.menu", menu_link.in_menu)
        slots.register_public_paths("comments law", pages.public)
        slots.register("article.foot", report_links.below_article, order=90)
        slots.register_reader_data("comments", exporting.export, erasure.erase)
        outbox.handler(rights.KIND)(rights.deliver)
        engine.register()
