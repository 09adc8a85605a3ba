"""Who is banned: by the keyed hash of e-mail or network, or by a host that the text links to."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.comments import hashing
from presswerk.comments.draft import Draft
from presswerk.comments.moderation.links import hosts_of
from presswerk.comments.moderation.models import Ban
from presswerk.comments.seams import Finding
from presswerk.newsroom.prepared import prepared


def check_each(drafts: Sequence[Draft]) -> list[Finding | None]:
    """Refuse persons and networks that are banned, discard what links to a banned host. One query for all.

    A network is many people's: the answer says that this network is banned, not the person.
    """
    asked = [[] if draft.staff is not None else _values_of(draft) for draft in drafts]
    values = list(dict.fromkeys(value for each in asked for value in each))
    bans = _in_force(*_filled_up(values)) if values else []
    return [_finding(draft, each, bans) if bans else None for draft, each in zip(drafts, asked, strict=True)]


def _values_of(draft: Draft) -> list[str]:
    """A hash is no host, so that the value alone tells which kind of ban it is."""
    hosts = hosts_of(draft.text, draft.url)
    person, network = hashing.of_email(draft.email), hashing.of_network(draft.address)
    return [value for value in (person, network, *_with_those_above(hosts)) if value]


def _finding(draft: Draft, values: list[str], bans: list[Ban]) -> Finding | None:
    now = draft.at or timezone.now()
    found = {ban.kind: ban for ban in bans if ban.value in values and ban.holds_at(now)}
    for kind, code in (("email", "banned_email"), ("network", "banned_network")):
        if kind in found:
            until = found[kind].until
            return Finding("refuse", code, {"until": until.date().isoformat() if until else ""})
    if "host" in found:
        return Finding("discard", "banned_host", {"host": found["host"].value})
    return None


@prepared
def _in_force(*values: str) -> QuerySet[Ban]:
    return Ban.objects.filter(kind__in=Ban.Kind.values, value__in=values, lifted_at=None).order_by()


def _filled_up(values: list[str]) -> list[str]:
    """To a multiple of four, so that there are few statements."""
    return values + values[-1:] * (-len(values) % 4)


def _with_those_above(hosts: list[str]) -> list[str]:
    """Each host and the domains that it lies below."""
    found: dict[str, None] = {}
    for host in hosts:
        labels = host.split(".")
        found.update((".".join(labels[start:]), None) for start in range(len(labels) - 1))
    return list(found)


def _banned(params: dict[str, Any], at_once: str, for_good: str) -> str:
    return at_once % {"until": params["until"]} if params.get("until") else for_good


WORDS = {
    "banned_email": lambda params: _banned(
        params,
        _("The newsroom does not take comments from you until %(until)s."),
        _("The newsroom does not take comments from you."),
    ),
    "banned_network": lambda params: _banned(
        params,
        _("The newsroom does not take comments from your network until %(until)s."),
        _("The newsroom does not take comments from your network."),
    ),
    "banned_host": lambda params: _("It links to a banned host: %(host)s.") % params,
}
