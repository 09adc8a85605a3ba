"""Addresses below /comment/: individual, never baked, without session and cookie.

`comment_notice` and `house_rules` are the names of two baked pages of the law, which stand elsewhere.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("presswerk.comments.moderation.urls")),
    path("", include("presswerk.comments.law.urls")),
]
