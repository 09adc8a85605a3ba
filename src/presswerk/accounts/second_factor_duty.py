"""Who has to have a second factor, and until when it may be missing.

The operator names groups in a setting, the publisher ticks a box on a group's screen; either is enough. It is
looked at when somebody logs in: a session that has begun keeps its rights, so nobody loses what they write.
"""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from presswerk.accounts.user import User

EVERYBODY = "all"
SUPERUSERS = "superusers"
# Recovery codes alone are none: they only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_DUE = "second_factor_due"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class GroupRule(models.Model):
    """What a group demands of its members' accounts."""

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="account_rule"
    )
    needs_second_factor = models.BooleanField(default=False)

    class Meta:
        verbose_name = "rule of a group"
        verbose_name_plural = "rules of groups"

    def __str__(self) -> str:
        return str(self.group)


def must_have(user: User) -> bool:
    """Whether a group of the account, or the operator, demands a second factor."""
    named = {name.casefold() for name in settings.SECOND_FACTOR_GROUPS}
    if EVERYBODY in named or (SUPERUSERS in named and user.is_superuser):
        return True
    groups = user.groups.values_list("name", "account_rule__needs_second_factor")
    return any(chosen or name.casefold() in named for name, chosen in groups)


def groups_demand(groups: models.QuerySet[Group]) -> bool:
    """Whether membership in these groups will demand a second factor."""
    named = {name.casefold() for name in settings.SECOND_FACTOR_GROUPS}
    if EVERYBODY in named:
        return True
    found = groups.values_list("name", "account_rule__needs_second_factor")
    return any(chosen or name.casefold() in named for name, chosen in found)


def has_one(user: User, *, besides: Authenticator | None = None) -> bool:
    """Whether the account has an authenticator app or a key, ``besides`` the one that is to go."""
    factors = Authenticator.objects.filter(user=user, type__in=FACTORS)
    return factors.exclude(pk=besides.pk if besides else None).exists()


def note_log_in(request: HttpRequest, user: User) -> datetime | None:
    """Bind the new session to setting up a second factor where one is due.

    Until when it may still be missing, when it is demanded and the grace is not over; else None.
    """
    request.session.pop(_DUE, None)
    demanded, missing = must_have(user), not has_one(user)
    if not demanded:
        if user.second_factor_asked_at:
            _remember(user, None)
        return None
    if not missing:
        return None
    now = timezone.now()
    if user.second_factor_asked_at is None:
        _remember(user, now)
    until: datetime = (user.second_factor_asked_at or now) + settings.SECOND_FACTOR_GRACE
    if until > now:
        return until
    request.session[_DUE] = True
    return None


def is_due(request: HttpRequest) -> bool:
    """Whether this session can do nothing but set up a second factor. Having one ends it."""
    if not request.session.get(_DUE):
        return False
    if has_one(request.user):  # type: ignore[arg-type]
        del request.session[_DUE]
        return False
    return True


def take_away(user: User) -> int:
    """Remove all second factors and codes of somebody who has lost them; how many there were.

    Where one is demanded, the next log-in asks for a new one without grace.
    """
    count, _details = Authenticator.objects.filter(user=user).delete()
    _remember(user, _LONG_AGO)
    return count


def _remember(user: User, at: datetime | None) -> None:
    user.second_factor_asked_at = at
    user.save(update_fields=["second_factor_asked_at"])


def names_without_group() -> list[str]:
    """Names in the operator's setting that fit no group, for the doctor."""
    known = {name.casefold() for name in Group.objects.values_list("name", flat=True)}
    known |= {EVERYBODY, SUPERUSERS}
    return [name for name in settings.SECOND_FACTOR_GROUPS if name.casefold() not in known]
