"""Addresses of the law's screens, below the editor's path."""

from django.urls import path

from presswerk.comments.law.editor import complaints, overview, reports, requests, retention

app_name = "comments_law_admin"
urlpatterns = [
    path("", overview.OverviewView.as_view(), name="overview"),
    path("reports/", reports.ReportsView.as_view(), name="reports"),
    path("reports/<int:pk>/", reports.ReportView.as_view(), name="report"),
    path("reports/<int:pk>/police/", reports.PoliceView.as_view(), name="police"),
    path("complaints/", complaints.ComplaintsView.as_view(), name="complaints"),
    path("complaints/<int:pk>/", complaints.ComplaintView.as_view(), name="complaint"),
    path("requests/", requests.RequestsView.as_view(), name="requests"),
    path("requests/<int:pk>/", requests.RequestView.as_view(), name="request"),
    path("retention/", retention.RetentionView.as_view(), name="retention"),
    path("retention/run/", retention.RunView.as_view(), name="run_retention"),
    path("year/<int:year>/", overview.YearView.as_view(), name="year"),
    path("year/<int:year>/csv/", overview.YearCsvView.as_view(), name="year_csv"),
]
