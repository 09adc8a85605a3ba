"""Wagtail's addresses for restricted pages and documents, led to the account pages.

To be included at the root, before Wagtail's list, and under the names by which Wagtail looks for them.
"""

from django.urls import path, re_path

from presswerk.accounts import views

urlpatterns = [
    path("_util/login/", views.lead_to_login, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        views.not_offered,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(r"^[\w-]+/authenticate_with_password/", views.not_offered),
]
