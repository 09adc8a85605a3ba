"""The sessions of the staff: where each account is logged in, and how to end that."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from presswerk.accounts import attempts, browsers, limits
from presswerk.accounts.user import User

# So often "last seen" is written: often enough for people, rarely enough for the database.
SEEN_EVERY = timedelta(minutes=5)


class StaffSession(models.Model):
    """What a person needs to recognise a session: no address is kept, only its network."""

    session_key = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_sessions")
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    network = models.CharField(max_length=50, help_text="/24 of IPv4, /64 of IPv6")
    browser = models.CharField(max_length=browsers.LONGEST, blank=True)

    class Meta:
        verbose_name = "session"
        verbose_name_plural = "sessions"
        indexes = [models.Index(fields=["user", "-seen_at"], name="accounts_session_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.browser}"


def begin_request(request: HttpRequest) -> None:
    """Remember the key with which the request came: a new password gives the same session another one."""
    request.session_key_at_start = request.session.session_key  # type: ignore[attr-defined]


def see(request: HttpRequest) -> None:
    """Note that the session of this request is in use, under the key that it has now."""
    key = request.session.session_key
    if not key:
        return
    key_before = getattr(request, "session_key_at_start", None)
    now = timezone.now()
    known = StaffSession.objects.filter(session_key__in={key, key_before or key}).first()
    network = limits.network_of(attempts.client_address(request))
    if known is None or known.user_id != request.user.pk:
        browser = browsers.in_words(request.headers.get("User-Agent", ""))
        StaffSession.objects.update_or_create(
            session_key=key,
            defaults={"user": request.user, "network": network, "browser": browser, "seen_at": now},
        )
    elif known.session_key != key or known.seen_at < now - SEEN_EVERY or known.network != network:
        StaffSession.objects.filter(pk=known.pk).update(session_key=key, seen_at=now, network=network)


def living(user: User) -> QuerySet[StaffSession]:
    """The sessions in which the account is logged in, the one used last first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return StaffSession.objects.filter(Exists(alive), user=user).order_by("-seen_at", "-pk")


def end(user: User, pk: int) -> bool:
    """End one session of the account; whether there was one of this number."""
    return _end(StaffSession.objects.filter(user=user, pk=pk)) > 0


def end_others(user: User, request: HttpRequest) -> int:
    """End all sessions of the account, but not that of this request; how many there were."""
    own = request.user == user
    if own:
        see(request)
    kept = request.session.session_key if own else None
    return _end(StaffSession.objects.filter(user=user).exclude(session_key=kept or ""))


def end_all(user: User) -> int:
    """Log the account out everywhere; how many sessions there were."""
    return _end(StaffSession.objects.filter(user=user))


def _end(sessions: QuerySet[StaffSession]) -> int:
    with transaction.atomic():
        keys = list(sessions.values_list("session_key", flat=True))
        count, _details = Session.objects.filter(session_key__in=keys).delete()
        StaffSession.objects.filter(session_key__in=keys).delete()
    return count


def forget_expired() -> None:
    """Delete expired sessions, and what is known of those that are over. To be called daily."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    StaffSession.objects.filter(~Exists(alive)).delete()
