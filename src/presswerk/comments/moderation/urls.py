"""Addresses of the desk for readers, below /comment/. None yet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
