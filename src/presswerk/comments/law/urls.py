"""Addresses of the law for readers, below /comment/: individual, never baked."""

from django.urls import include, path

from presswerk.comments.law.views import deciding, reporting, rights

_own = [
    path("report/article/<int:number>/", reporting.article, name="report_article"),
    path("report/state/<str:token>/", deciding.report, name="report_state"),
    path("statement/<str:token>/", deciding.statement, name="statement"),
    path("rights/", rights.ask, name="ask"),
    path("rights/email/<str:token>/", rights.new_email, name="new_email"),
    path("rights/<str:token>/", rights.page, name="rights"),
    path("rights/<str:token>/export.json", rights.as_json, name="export_json"),
    path("rights/<str:token>/export.html", rights.as_html, name="export_html"),
    path("rights/<str:token>/name/", rights.rename, name="rename"),
    path("rights/<str:token>/email/", rights.change_email, name="change_email"),
    path("rights/<str:token>/other/", rights.other, name="other"),
    path("rights/<str:token>/erase/", rights.erase, name="erase"),
]

urlpatterns = [
    # Without a namespace: the comments' own templates ask for it by this name.
    path("report/<int:pk>/", reporting.comment, name="comment_report"),
    path("", include((_own, "comments_law"))),
]
