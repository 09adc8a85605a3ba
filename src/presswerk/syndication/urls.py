"""Addresses with a place of their own; feeds stand behind the addresses of pages (`newsroom.slots`)."""

from django.urls import path, re_path

from presswerk.syndication.robots import robots
from presswerk.syndication.sitemaps import views as sitemaps

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(
        r"^sitemap-(?P<kind>articles|authors|topics)-(?P<number>0|[1-9][0-9]{0,13})\.xml$", sitemaps.shard
    ),
    re_path(r"^sitemap-(?P<kind>archive)-(?P<number>[12][0-9]{3})\.xml$", sitemaps.shard),
]
