"""Lengths of time as people say them."""

from datetime import timedelta

from django.utils.translation import ngettext

_YEAR = 365.25
_MONTH = _YEAR / 12


def in_words(length: timedelta) -> str:
    """ "7 days", "12 months", "3 years", "36 hours": the largest unit that is whole within a day."""
    hours = round(length.total_seconds() / 3600)
    if hours % 24 or not hours:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = hours // 24
    years = round(days / _YEAR)
    if years >= 2 and abs(days - years * _YEAR) <= 1:
        return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    months = round(days / _MONTH)
    if months >= 12 and abs(days - months * _MONTH) <= 1:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
