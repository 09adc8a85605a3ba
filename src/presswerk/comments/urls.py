"""Addresses below /comment/: individual, never baked, without session and cookie.

`comment_notice` and `house_rules` are the names of two baked pages of the law, which stand elsewhere, and
`comment_report` that of its form for reports. Templates leave a link out where there is no such name.
"""

from django.urls import include, path

from presswerk.comments.views import own, replies, single, submitting

urlpatterns = [
    path("", submitting.submit, name="comment_submit"),
    path("challenge", single.challenge, name="comment_challenge"),
    path("own/<str:token>/", own.own, name="comment_own"),
    path("replies/confirm/<str:token>/", replies.confirm, name="comment_replies_confirm"),
    path("replies/stop/<str:token>/", replies.stop, name="comment_replies_stop"),
    path("<int:pk>/", single.permalink, name="comment_permalink"),
    path("<int:pk>/reply/", single.reply, name="comment_reply"),
    path("<int:pk>/vote/", single.vote, name="comment_vote"),
    path("", include("presswerk.comments.moderation.urls")),
    path("", include("presswerk.comments.law.urls")),
]
