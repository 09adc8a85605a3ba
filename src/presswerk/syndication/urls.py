"""Addresses with a place of their own; feeds stand behind the addresses of pages (`newsroom.slots`)."""

from django.urls import path, re_path

from presswerk.syndication import icons, well_known
from presswerk.syndication.manifest import manifest
from presswerk.syndication.robots import robots
from presswerk.syndication.sitemaps import views as sitemaps
from presswerk.syndication.tdm import tdmrep

urlpatterns = [
    *(path(name, icons.icon, {"name": name}) for name in icons.NAMES),
    path("site.webmanifest", manifest, name="manifest"),
    path(".well-known/security.txt", well_known.security_txt, name="security_txt"),
    path("security.txt", well_known.elsewhere, {"path": well_known.SECURITY_PATH}),
    path("trust.txt", well_known.trust_txt, name="trust_txt"),
    path(".well-known/trust.txt", well_known.elsewhere, {"path": well_known.TRUST_PATH}),
    path("ai.txt", well_known.ai_txt, name="ai_txt"),
    path(".well-known/tdmrep.json", tdmrep, name="tdmrep"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(
        r"^sitemap-(?P<kind>articles|authors|topics)-(?P<number>0|[1-9][0-9]{0,13})\.xml$", sitemaps.shard
    ),
    re_path(r"^sitemap-(?P<kind>archive)-(?P<number>[12][0-9]{3})\.xml$", sitemaps.shard),
]
