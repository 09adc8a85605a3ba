"""Words of allauth that staff may see, and that its German catalogue says in another tone ("du").

They stand here so that they are translated in this package's catalogue, which is asked first
(INSTALLED_APPS names it before allauth). Nothing imports this module.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Alternative options"),
    gettext_noop("Are you sure you want to sign out?"),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Please type your current password."),
    gettext_noop("Recovery Codes"),
    gettext_noop("Recovery codes"),
    gettext_noop("Sign In"),
    gettext_noop("You are about to deactivate authenticator app based authentication. Are you sure?"),
    gettext_noop("You are about to generate a new set of recovery codes for your account."),
    gettext_noop("You are already logged in as %(user_display)s."),
    gettext_noop("You have signed out."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Your password has been changed."),
    gettext_noop("Your password is now changed."),
)
