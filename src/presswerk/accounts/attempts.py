"""What is limited in the way in for staff, and how tightly.

A log-in counts three times: for the network (one place tries many accounts), for the account from that
network (one place tries one account), and for the account from everywhere (many places try one account). The
last is wide, because whoever exhausts it also locks out the owner.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from presswerk.accounts import limits
from presswerk.accounts.limits import Count, LimitReached, Rule
from presswerk.accounts.user import normalize_email

LOGIN_FROM_NETWORK = Rule("log-in from a network", 50, timedelta(minutes=15))
LOGIN_FROM_NETWORK_TO_ACCOUNT = Rule("log-in to an account from a network", 8, timedelta(minutes=15))
LOGIN_TO_ACCOUNT = Rule("log-in to an account", 40, timedelta(hours=1))
RESET_FROM_NETWORK = Rule("password reset from a network", 20, timedelta(hours=1))
RESET_OF_ACCOUNT = Rule("password reset of an account", 4, timedelta(hours=1))
CODE_OF_ACCOUNT = Rule("second factor of an account", 8, timedelta(minutes=15))
# Longer than a code of an app holds, with one step of 30 s for clocks that differ on either side.
USE_OF_CODE = Rule("use of a code", 1, timedelta(minutes=2))


def login_counts(request: HttpRequest, email: str) -> list[Count]:
    """What a log-in with this e-mail counts for."""
    network, account = limits.network_of(client_address(request)), normalize_email(email)
    return [
        Count(LOGIN_FROM_NETWORK, network),
        Count(LOGIN_FROM_NETWORK_TO_ACCOUNT, f"{network} {account}"),
        Count(LOGIN_TO_ACCOUNT, account),
    ]


def reset_counts(request: HttpRequest, email: str) -> list[Count]:
    """What asking for a new password counts for."""
    return [
        Count(RESET_FROM_NETWORK, limits.network_of(client_address(request))),
        Count(RESET_OF_ACCOUNT, normalize_email(email)),
    ]


def code_counts(user_id: int) -> list[Count]:
    """What a code of the second factor counts for. Only who knows the password gets as far as this."""
    return [Count(CODE_OF_ACCOUNT, str(user_id))]


def used_code_counts(user_id: int, code: str) -> list[Count]:
    """What the use of a right code counts for. It holds once only (RFC 6238, section 5.2)."""
    return [Count(USE_OF_CODE, f"{user_id} {code}")]


def spend(counts: list[Count]) -> None:
    """Count an attempt; raises ValidationError with a sentence for the form when there were too many."""
    try:
        limits.consume(counts)
    except LimitReached as reached:
        raise ValidationError(reached.message(), code="too_many_attempts") from reached


def client_address(request: HttpRequest) -> str:
    """The client's address as the proxies' middleware found it; "" when it is not known."""
    return getattr(request, "client_address", request.META.get("REMOTE_ADDR", ""))
