"""Invitations: an administrator names an address and roles, the invited person makes the account.

Only a keyed hash of the link's secret is stored, so a copy of the database opens no account.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from presswerk.accounts.paper_name import paper_name
from presswerk.accounts.user import User, normalize_email


class InvitationOver(Exception):
    """The link was used already, taken back or is too old; which of them is nobody's business."""


class AccountExists(Exception):
    """There is an account with this address already."""


class Invitation(models.Model):
    """One invitation; it is deleted when it was accepted, revoked or long over."""

    email = models.EmailField(_("e-mail address"), unique=True)
    groups = models.ManyToManyField(Group, verbose_name=_("roles"), blank=True)
    language = models.CharField(max_length=10)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    secret_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_over(self) -> bool:
        """Whether the link is too old to work."""
        return self.expires_at <= timezone.now()


def invite(email: str, groups: Iterable[Group], language: str, by: User) -> Invitation:
    """Send an invitation; one that is still open for this address is replaced and its link ends.

    The mail stands in the outbox in the same transaction. Raises AccountExists.
    """
    email = normalize_email(email)
    with transaction.atomic():
        if User.objects.filter(email=email).exists():
            raise AccountExists
        Invitation.objects.filter(email=email).delete()
        invitation = Invitation(email=email, language=language, invited_by=by)
        secret = _renew(invitation)
        invitation.groups.set(groups)
        _send(invitation, secret)
    return invitation


def resend(invitation: Invitation) -> None:
    """Send a new link that works as long as a first one; the one before ends."""
    with transaction.atomic():
        _send(invitation, _renew(invitation))


def revoke(invitation: Invitation) -> None:
    """Take the invitation back: its link ends at once."""
    invitation.delete()


def find(secret: str) -> Invitation:
    """The open invitation of this link. Raises InvitationOver."""
    found = _open(secret).first()
    if found is None:
        raise InvitationOver
    return found


def accept(secret: str, password: str, first_name: str, last_name: str) -> User:
    """Make the account, with the roles of the invitation, which is over then. Raises InvitationOver.

    Two browsers at once make one account: who deletes the invitation makes it.
    """
    find(secret)
    hashed = make_password(password)  # takes its time, so not while others wait for the database
    with transaction.atomic():
        invitation = find(secret)
        groups = list(invitation.groups.all())
        deleted, _details = _open(secret).delete()
        if not deleted or User.objects.filter(email=invitation.email).exists():
            raise InvitationOver
        user = User(email=invitation.email, password=hashed, first_name=first_name, last_name=last_name)
        user.save()
        user.groups.set(groups)
    return user


def forget_expired() -> None:
    """Delete invitations that nobody accepted, a while after their end. To be called daily."""
    limit = timezone.now() - settings.INVITATION_LIFETIME
    Invitation.objects.filter(expires_at__lt=limit).delete()


def link(secret: str) -> str:
    """The address in the mail."""
    return str(settings.BASE_URL) + reverse("account_invitation", args=[secret])


def _open(secret: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(secret_hash=_hash(secret), expires_at__gt=timezone.now())


def _renew(invitation: Invitation) -> str:
    """Give the invitation a new secret of 256 bits and a new end, and save it; the secret."""
    secret = secrets.token_urlsafe(32)
    invitation.secret_hash = _hash(secret)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + settings.INVITATION_LIFETIME
    invitation.save()
    return secret


def _send(invitation: Invitation, secret: str) -> None:
    with translation.override(invitation.language):
        context = {
            "paper_name": paper_name(),
            "by": invitation.invited_by,
            "link": link(secret),
            "until": _day(invitation.expires_at),
            "email": invitation.email,
        }
        subject = render_to_string("account/email/invitation_subject.txt", context)
        text = render_to_string("account/email/invitation_message.txt", context)
    send_mail(" ".join(subject.split()), text, None, [invitation.email])


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _hash(secret: str) -> str:
    return salted_hmac("presswerk.invitation", secret, algorithm="sha256").hexdigest()
