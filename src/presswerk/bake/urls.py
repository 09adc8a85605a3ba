"""Address of the bake's screen, below the editor's path."""

from django.urls import path

from presswerk.bake.views import OverviewView

app_name = "bake"
urlpatterns = [path("", OverviewView.as_view(), name="overview")]
