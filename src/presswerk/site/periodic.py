"""Periodic jobs of packages that may not know the jobs package themselves."""

from presswerk import jobs
from presswerk.accounts import invitations, limits, sessions
from presswerk.jobs import alerts
from presswerk.site import backups
from presswerk.site.condition.troubles import troubles


def register() -> None:
    """Tell the scheduler; called once when Django starts."""
    jobs.every("accounts: forget expired limits", "daily 04:10", limits.forget_expired)
    jobs.every("accounts: forget expired sessions", "daily 04:20", sessions.forget_expired)
    jobs.every("accounts: forget expired invitations", "daily 04:30", invitations.forget_expired)
    backups.register()
    alerts.add_source(troubles)
