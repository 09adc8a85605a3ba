"""Addresses of the law for readers, below /comment/. None yet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
