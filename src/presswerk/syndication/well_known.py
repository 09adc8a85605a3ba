"""Small files that programs look for at fixed places: who may be told of a hole, whose paper this is."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from presswerk import bake
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.public_addresses import root_url_of, roots_of
from presswerk.syndication import in_force
from presswerk.syndication.lines import is_address, lines_of

SECURITY_PATH, TRUST_PATH = "/.well-known/security.txt", "/trust.txt"
# RFC 9116, 2.5.5, recommends less than a year.
_VALID_MONTHS = 6


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """`security.txt` (RFC 9116); 404 without a contact.

    The moment of its expiry lies five to six months ahead and moves on with each month: what it says is made
    from the settings, so nobody has to remember to renew it.
    """
    settings, site = in_force.of_request(request), paper_queries.site_of(request)
    if not settings.security_contact or site is None:
        raise Http404("There is no contact for reports.")
    contact = settings.security_contact
    month = timezone.now().astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    bake.expires(_months_after(month, 1))
    lines = [
        ("Contact", contact if is_address(contact) else f"mailto:{contact}"),
        ("Expires", f"{_months_after(month, _VALID_MONTHS):%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", ", ".join(sorted({root.language for root in roots_of(site)}))),
        ("Canonical", f"{root_url_of(site)}{SECURITY_PATH}"),
        ("Policy", settings.security_policy),
    ]
    return _text(f"{name}: {value}" for name, value in lines if value)


def _months_after(month: datetime, count: int) -> datetime:
    year, index = divmod(month.month - 1 + count, 12)
    return month.replace(year=month.year + year, month=index + 1)


@require_safe
def trust_txt(request: HttpRequest) -> HttpResponse:
    """`trust.txt` (JournalList's reference document of 11 July 2024); 404 where it is switched off.

    The same names stand in draft-org-trust-relationship-protocol-01 (February 2025, expired).
    `datatrainingallowed` is yes or no and comes once; of the others `member`, `vendor` and `customer` are
    for associations and suppliers, not for a paper.
    """
    settings = in_force.of_request(request)
    if not settings.has_trust_txt:
        raise Http404("There is no trust.txt.")
    paper, site = paper_queries.paper(request), paper_queries.site_of(request)
    named = in_force.policies(site, root_url_of(site)) if site is not None else {}
    lines = [
        *(("belongto", address) for address in lines_of(settings.belongs_to)),
        *(("control", address) for address in lines_of(settings.controls)),
        ("controlledby", settings.controlled_by),
        *(("social", address) for address in lines_of(settings.profiles)),
        ("contact", f"mailto:{paper.contact_email}" if paper.contact_email else ""),
        *(("disclosure", address) for address in named.values()),
        ("datatrainingallowed", "no" if settings.tdm_reserved else "yes"),
    ]
    return _text(f"{name}={value}" for name, value in lines if value)


@require_safe
def ai_txt(request: HttpRequest) -> HttpResponse:
    """`ai.txt` (Spawning, 2023); 404 where it is switched off.

    There is no specification, only what Spawning's generator writes: the groups of a robots.txt whose
    patterns are kinds of files. It closes the refusal of everything with the two patterns `/` and `*`; so do
    we.
    """
    settings = in_force.of_request(request)
    if not settings.has_ai_txt:
        raise Http404("There is no ai.txt.")
    rule = "Disallow" if settings.tdm_reserved else "Allow"
    comment = "# Spawning AI: whether these texts and pictures may train machines."
    return _text([comment, "User-Agent: *", f"{rule}: /", f"{rule}: *"])


@require_safe
def elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """Leads to the one place of a file that some look for in another."""
    return HttpResponsePermanentRedirect(path)


def _text(lines: Iterable[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
