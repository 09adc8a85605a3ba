"""What the bake knows of itself, in words for the command line."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.db import transaction

from presswerk import bake
from presswerk.bake.front.queries import Queries
from presswerk.bake.middleware import own_tag
from presswerk.bake.models import Purge
from presswerk.bake.node import current_plan, store_of_this_node
from presswerk.bake.store import Address, Description, normal_path
from presswerk.bake.store.purges import EVERYTHING
from presswerk.site.hosts import sites

CURRENT_SECONDS = 5.0


def page_address(url: str) -> Address:
    """The address in the store for what a person types: a whole one, or a path alone."""
    parts = urlsplit(url)
    hosts = list(sites()) or ["localhost"]
    host = parts.hostname if parts.hostname in hosts else hosts[0]
    path = normal_path(parts.path or "/")
    plan = current_plan()
    return Address(host, path, Queries(plan.queries if plan else ()).canonical(path, parts.query))


def status_lines() -> Iterator[str]:
    """The store as a whole."""
    status = store_of_this_node().status()
    if status is None:
        yield "There is no store of ready pages. presswerk doctor says why."
        return
    yield f"Ready pages   {status.pages:,}, {status.stale:,} of them to be rendered anew"
    yield f"Room          {status.size / 2**20:,.1f} of {status.most_size / 2**20:,.0f} MB"
    behind = time.time() - status.caught_up_at
    if behind <= CURRENT_SECONDS:
        yield "Purges        all are applied"
    elif status.caught_up_at:
        yield f"Purges        were last applied {_ago(status.caught_up_at)}; nothing is shown from the store"
    else:
        yield "Purges        were never applied here"
    figures = store_of_this_node().figures()
    day = [hour for hour in (figures.hours if figures else []) if hour.began > time.time() - 86_400]
    yield (
        f"Last 24 hours {sum(hour.hits for hour in day):,} answers from the store, "
        f"{sum(hour.renders for hour in day):,} renderings, {sum(hour.purges for hour in day):,} purges"
    )


def why_lines(address: Address) -> Iterator[str]:
    """One page: how it is, what it depends on, and which changes purged it last."""
    found = store_of_this_node().describe(address.key)
    if found is None:
        yield f"No page is kept for {address}. It is made when somebody asks for it."
        return
    yield f"{address}"
    size = f"{found.size / 1024:,.1f} KB with its codings"
    yield f"Answer     {found.status}, rendered {_ago(found.put_at)}, {size}"
    yield f"State      {_state(found)}"
    if found.expires_at is not None:
        yield f"Expires    {_moment(found.expires_at)}"
    yield f"Read       about {found.score:,.0f} times in the last day"
    yield f"Tags       {', '.join(found.tags) or 'none'}"
    rows = Purge.objects.filter(tag__in=[*found.tags, EVERYTHING]).order_by("-sequence")[:5]
    yield "Last purges" if rows else "It was not purged in the last seven days."
    for row in rows:
        yield f"    {_moment(row.at.timestamp())}  change {row.sequence}: {row.tag} ({row.strength})"


def purge(what: str, *, hard: bool = False) -> list[str]:
    """Write a purge of a tag, an address or everything into the log; the tags."""
    tags = [what]
    if what.startswith(("/", "http://", "https://")):
        # Of a page that is not kept here too: another machine, or the cache above, may have it.
        tags = [own_tag(page_address(what))]
    with transaction.atomic():
        bake.changed(*tags, strength="hard" if hard else "wait")
    return tags


def _state(found: Description) -> str:
    if found.strength is None:
        return "fresh"
    return f"to be rendered anew ({found.strength}), {_ago(found.since)}"


def _moment(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))


def _ago(at: float) -> str:
    seconds = max(0.0, time.time() - at)
    for unit, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name} ago"
    return f"{seconds:.0f} seconds ago"
