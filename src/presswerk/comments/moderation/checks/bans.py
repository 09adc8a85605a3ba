"""Who is banned: by the keyed hash of e-mail or network, or by a host that the text links to."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.comments import hashing
from presswerk.comments.draft import Draft
from presswerk.comments.moderation.links import hosts_of
from presswerk.comments.moderation.models import Ban
from presswerk.comments.seams import Finding


def check(draft: Draft) -> Finding | None:
    """Refuse persons and networks that are banned, discard what links to a banned host. One query.

    A network is many people's: the answer says that this network is banned, not the person.
    """
    if draft.staff is not None:
        return None
    hosts = hosts_of(draft.text, draft.url)
    wanted = Q(kind=Ban.Kind.EMAIL, value=hashing.of_email(draft.email)) | Q(
        kind=Ban.Kind.NETWORK, value=hashing.of_network(draft.address) or "-"
    )
    if hosts:
        wanted |= Q(kind=Ban.Kind.HOST, value__in=_with_those_above(hosts))
    now = draft.at or timezone.now()
    found = {ban.kind: ban for ban in Ban.objects.filter(wanted, lifted_at=None) if ban.holds_at(now)}
    for kind, code in (("email", "banned_email"), ("network", "banned_network")):
        if kind in found:
            until = found[kind].until
            return Finding("refuse", code, {"until": until.date().isoformat() if until else ""})
    if "host" in found:
        return Finding("discard", "banned_host", {"host": found["host"].value})
    return None


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
