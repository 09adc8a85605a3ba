"""Wagtail's addresses for restricted pages and documents, led to the account pages.

To be included at the root, before Wagtail's list.
"""

from django.urls import path, re_path

from presswerk.accounts import views

urlpatterns = [
    path("_util/login/", views.lead_to_login),
    re_path(r"^(?:[\w-]+/)?authenticate_with_password/", views.not_offered),
]
