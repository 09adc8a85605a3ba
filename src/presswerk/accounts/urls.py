"""The account pages: the only addresses at which anyone can log in.

allauth's own list is not included as a whole: it has sign-up and a second list of e-mail addresses, which a
newspaper's staff do not need, and every address that is not there needs no defence.
"""

from allauth.account import views as account
from django.urls import include, path, re_path

from presswerk.accounts import views
from presswerk.accounts.pages import invitations, second_factor, sessions

urlpatterns = [
    path("", views.home, name="account_home"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sessions/", sessions.own, name="account_sessions"),
    path("sessions/others/end/", sessions.end_others, name="account_end_other_sessions"),
    path("sessions/<int:pk>/end/", sessions.end, name="account_end_session"),
    path("second-factor/", second_factor.due, name="account_second_factor_due"),
    path("invitation/<str:secret>/", invitations.accept, name="account_invitation"),
    # Before allauth's own, which does not ask whether it is the last one.
    path("2fa/webauthn/keys/<int:pk>/remove/", second_factor.remove_key, name="mfa_remove_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]
