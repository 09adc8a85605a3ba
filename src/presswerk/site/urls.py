"""All addresses. What is not named here belongs to the edition in whose path it stands."""

from django.conf import settings
from django.urls import URLPattern, include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from presswerk.newsroom.views.colours import colours
from presswerk.newsroom.views.serving import serve
from presswerk.site.health import health
from presswerk.site.media import media


def spam_service() -> list[URLPattern]:
    """The spam service's addresses. Where it is not mounted, it is not loaded either."""
    if not settings.SPAM_SERVICE_MOUNT:
        return []
    from presswerk.site.spam_service import addresses

    return addresses(settings.SPAM_SERVICE_MOUNT)


urlpatterns = [
    path("health/", health, name="health"),
    path("account/", include("presswerk.accounts.urls")),
    path(f"{settings.ADMIN_PATH}/", include("presswerk.accounts.admin_urls")),
    path("", include("presswerk.accounts.wagtail_urls")),
    path(f"{settings.ADMIN_PATH}/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media, name="media"),
    path("colours.css", colours, name="paper_colours"),
    path("_stil/", include("presswerk.site.style_guide.urls")),
    *spam_service(),
    path("comment/", include("presswerk.comments.urls")),
    path("", include("presswerk.comments.law.public_urls")),
    path("", include("presswerk.syndication.urls")),
    path("", include("presswerk.accessibility.urls")),
    re_path(r"^(.*)$", serve, name="wagtail_serve"),
]

handler404 = "presswerk.newsroom.views.errors.not_found"
handler400 = "presswerk.site.bare_pages.bad_request"
handler403 = "presswerk.site.bare_pages.forbidden"
handler500 = "presswerk.site.bare_pages.server_error"
