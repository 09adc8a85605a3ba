from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "presswerk.comments.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from presswerk.comments import seams
        from presswerk.comments.moderation import checks, counting, erasing
        from presswerk.comments.moderation.actions import claiming, undoing
        from presswerk.jobs.periodic_jobs import every

        checks.register()
        seams.register_erased("moderation", erasing.forget_texts)
        every("comments: count the days", timedelta(minutes=15), counting.count_recent_days)
        every("comments: count the last month", "daily 03:25", counting.count_last_month)
        every("comments: end claims", "hourly :50", claiming.delete_over)
        every("comments: delete texts before edits", "hourly :55", undoing.delete_old_texts)
