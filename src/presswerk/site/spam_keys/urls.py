"""Addresses of the keys' screen, below the editor's path."""

from django.urls import path

from presswerk.site.late_views import late

app_name = "spam_keys"
urlpatterns = [
    path("", late("presswerk.site.spam_keys.views.KeysView"), name="keys"),
    path("<int:number>/revoke/", late("presswerk.site.spam_keys.views.RevokeView"), name="revoke"),
]
