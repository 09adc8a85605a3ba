"""Addresses of the jobs screen, below the editor's path."""

from django.urls import path, re_path

from presswerk.jobs.failures import KINDS
from presswerk.jobs.views import FailureView, OverviewView, RetryAllView, RunNowView

_KIND_AND_PK = rf"(?P<kind>{'|'.join(KINDS)})/(?P<pk>[0-9]{{1,18}}|[0-9a-f-]{{36}})"

app_name = "jobs"
urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("retry-all/", RetryAllView.as_view(), name="retry_all"),
    path("run/<str:name>/", RunNowView.as_view(), name="run_now"),
    re_path(rf"^{_KIND_AND_PK}/retry/$", FailureView.as_view(act="retry"), name="retry"),
    re_path(rf"^{_KIND_AND_PK}/discard/$", FailureView.as_view(act="discard"), name="discard"),
]
