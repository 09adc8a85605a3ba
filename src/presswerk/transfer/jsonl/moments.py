"""Points in time as files write them."""

from datetime import UTC, datetime

from django.utils import timezone

EARLIEST_YEAR = 1600
LATEST_YEAR = 2200


def moment(text: str) -> datetime:
    """The moment that an ISO 8601 date or date and time names. Raises ValueError with a sentence.

    Without a zone it is taken in the paper's own; a date alone means midnight there.
    """
    try:
        parsed = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"“{text[:60]}” is no date of ISO 8601, such as 2024-05-31T08:30:00+02:00."
        ) from None
    if not EARLIEST_YEAR <= parsed.year <= LATEST_YEAR:
        raise ValueError(f"The year {parsed.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}.")
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=timezone.get_default_timezone())
    return parsed.astimezone(UTC)
