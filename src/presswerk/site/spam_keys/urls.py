"""Addresses of the keys' screen, below the editor's path."""

from django.urls import path

from presswerk.site.spam_keys.views import KeysView, RevokeView

app_name = "spam_keys"
urlpatterns = [
    path("", KeysView.as_view(), name="keys"),
    path("<int:number>/revoke/", RevokeView.as_view(), name="revoke"),
]
