"""Addresses of the desk, below the editor's path."""

from django.urls import path, re_path

from presswerk.comments.moderation.screens.counts import CountsView
from presswerk.comments.moderation.screens.desk import ActView, CommentView, QueueView
from presswerk.comments.moderation.screens.listing import ListView
from presswerk.comments.moderation.screens.lists import BansView, LiftView, ListsView, UnlistView
from presswerk.comments.moderation.screens.log import LogView
from presswerk.comments.moderation.screens.recent import RecentView, UndoView
from presswerk.comments.moderation.screens.rules import AttackView, RulesOverview, ScopeView
from presswerk.comments.moderation.screens.statistics import CsvView, StatisticsView
from presswerk.comments.moderation.screens.trying import TryView

app_name = "moderation"
urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("<int:pk>/", CommentView.as_view(), name="comment"),
    path("<int:pk>/act/", ActView.as_view(), name="act"),
    path("counts/", CountsView.as_view(), name="counts"),
    path("list/", ListView.as_view(), name="list"),
    path("recent/", RecentView.as_view(), name="recent"),
    path("recent/<int:entry>/undo/", UndoView.as_view(), name="undo"),
    path("rules/", RulesOverview.as_view(), name="rules"),
    path("rules/paper/", ScopeView.as_view(kind="paper"), name="paper_rules"),
    path("rules/section/<int:pk>/", ScopeView.as_view(kind="section"), name="section_rules"),
    path("rules/article/<int:pk>/", ScopeView.as_view(kind="article"), name="article_rules"),
    re_path(
        r"^rules/(?P<kind>paper|section|article)/(?P<pk>\d{1,15})/attack/$",
        AttackView.as_view(),
        name="attack",
    ),
    path("lists/", ListsView.as_view(), name="lists"),
    path("lists/<int:pk>/remove/", UnlistView.as_view(), name="unlist"),
    path("bans/", BansView.as_view(), name="bans"),
    path("bans/<int:pk>/lift/", LiftView.as_view(), name="lift"),
    path("try/", TryView.as_view(), name="try"),
    path("statistics/", StatisticsView.as_view(), name="statistics"),
    path("statistics/comments-by-day.csv", CsvView.as_view(), name="csv"),
    path("log/", LogView.as_view(), name="log"),
]
