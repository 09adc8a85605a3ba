"""The jobs screen in the editor: its address, its menu item below Reports, its permission."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from presswerk.jobs import urls
from presswerk.jobs.views import PERMISSION


class JobsMenuItem(MenuItem):
    """Shown to who may manage jobs."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def jobs_urls() -> list[URLPattern | URLResolver]:
    return [path("jobs/", include(urls))]


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> MenuItem:
    return JobsMenuItem(_("Jobs"), reverse("jobs:overview"), name="jobs", icon_name="tasks", order=1300)


@hooks.register("register_permissions")
def jobs_permission() -> QuerySet[Permission, Permission]:
    """Let the group editor offer it."""
    return Permission.objects.filter(content_type__app_label="jobs", codename="manage_jobs")
