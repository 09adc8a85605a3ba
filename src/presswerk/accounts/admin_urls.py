"""Wagtail's own addresses for log-in, log-out and password reset, led to the account pages.

To be included under the editor's path, before Wagtail's list.
"""

from django.urls import path

from presswerk.accounts import views

urlpatterns = [
    path("login/", views.lead_to_login),
    path("logout/", views.lead_to_logout),
    path("password_reset/", views.lead_to_password_reset),
    path("password_reset/<path:rest>", views.lead_to_password_reset),
]
