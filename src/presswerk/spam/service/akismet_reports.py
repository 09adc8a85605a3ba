"""What the Akismet addresses tell of a key: subscription, statistics, sites, usage."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from presswerk.spam.service.counting import COLUMNS, Counts, total
from presswerk.spam.service.form import Form
from presswerk.spam.service.keys import Key

SECONDS_SAVED_PER_SPAM = 10  # our guess of what a person needs to judge and delete one
MOST_SITES_SHOWN = 500
NEARLY = 0.8
_SPAN = re.compile(r"(\d{1,3})-(day|month|year)s?")


def subscription(key: Key, judged: int) -> dict[str, Any]:
    """For `get-subscription`. WordPress's plugin knows `red` and `yellow` limits."""
    share = judged / key.calls_per_month if key.calls_per_month else 0.0
    return {
        "account_id": key.id,
        "account_type": "presswerk",
        "account_name": key.name,
        "status": "active",
        "next_billing_date": False,
        "limit_reached": "red" if share >= 1 else "yellow" if share >= NEARLY else False,
    }


def stats(by_month: Mapping[str, Counts], span: str, now: datetime) -> dict[str, Any]:
    """For `get-stats`. ``span`` is `6-months`, `60-days`, `all`; anything else means all."""
    first = _first_month(span, now)
    shown = {month: counts for month, counts in by_month.items() if month >= first}
    sums = total(shown)
    return {
        **asdict(sums),
        "accuracy": f"{sums.accuracy:.1f}",
        "time_saved": sums.spam * SECONDS_SAVED_PER_SPAM,
        "breakdown": {month: {**asdict(counts), "da": f"{month}-01"} for month, counts in shown.items()},
    }


def usage(key: Key, judged: int) -> dict[str, Any]:
    """For `usage-limit`."""
    limit = key.calls_per_month
    return {
        "limit": limit or "none",
        "usage": judged,
        "percentage": f"{100 * judged / limit:.2f}" if limit else "0.00",
        "throttled": bool(limit and judged >= limit),
    }


@dataclass(frozen=True, slots=True)
class SitesAsked:
    """The parameters of `key-sites`."""

    month: str
    part: str
    order: str
    limit: int
    offset: int

    @classmethod
    def of(cls, form: Form, now: datetime) -> "SitesAsked":
        """What the client asks; defaults for what makes no sense."""
        month, order = form.word("month"), form.word("order")
        return cls(
            month=month if re.fullmatch(r"\d{4}-\d{2}", month) else f"{now:%Y-%m}",
            part=form.word("filter").lower(),
            order=order if order in COLUMNS else "total",
            limit=min(_number(form.word("limit"), MOST_SITES_SHOWN), MOST_SITES_SHOWN),
            offset=_number(form.word("offset"), 0),
        )


@dataclass(frozen=True, slots=True)
class Sites:
    """One page of a key's sites."""

    asked: SitesAsked
    rows: list[tuple[str, Counts]]
    number: int
    """Of all that fit, not only of this page."""

    def as_json(self, key: Key) -> dict[str, Any]:
        """Counts are strings there, as in Akismet's documentation."""
        return {
            self.asked.month: [
                {
                    "site": site,
                    "api_calls": str(counts.checks),
                    **{name: str(getattr(counts, name)) for name in COLUMNS},
                    "is_revoked": key.is_revoked,
                }
                for site, counts in self.rows
            ],
            "limit": self.asked.limit,
            "offset": self.asked.offset,
            "total": self.number,
        }

    def as_csv(self, key: Key) -> str:
        """A line about what is shown, the names of the columns, the rows."""
        asked, out = self.asked, io.StringIO()
        out.write(
            f"Active sites for {key.hint}… during {asked.month} "
            f"(limit:{asked.limit}, offset: {asked.offset}, total: {self.number})\n"
        )
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            ["Site", "Total API Calls", "Spam", "Ham", "Missed Spam", "False Positives", "Is Revoked"]
        )
        for site, counts in self.rows:
            revoked = "true" if key.is_revoked else "false"
            writer.writerow([site, counts.checks, *(getattr(counts, name) for name in COLUMNS), revoked])
        return out.getvalue().rstrip("\n")


def sites(by_site: Mapping[str, Counts], asked: SitesAsked) -> Sites:
    """The page of sites that is asked for, the largest first."""
    fitting = [(site, counts) for site, counts in by_site.items() if asked.part in site]
    column = "checks" if asked.order == "total" else asked.order
    fitting.sort(key=lambda row: (-getattr(row[1], column), row[0]))
    return Sites(asked, fitting[asked.offset : asked.offset + asked.limit], len(fitting))


def _first_month(span: str, now: datetime) -> str:
    found = _SPAN.fullmatch(span)
    if not found:
        return ""
    number = int(found[1])
    months = {"day": -(-number // 30), "month": number, "year": 12 * number}[found[2]]
    since = max(0, now.year * 12 + now.month - 1 - months)
    return f"{since // 12:04}-{since % 12 + 1:02}"


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default
