"""What is no longer needed for telling repeats apart."""

from django.utils import timezone

from presswerk.comments.actions.submitting import ONE_FOR
from presswerk.comments.models import Comment

BATCH = 1000


def forget_fingerprints() -> int:
    """Empty the fingerprints that are older than a day, in small transactions; how many there were."""
    total = 0
    while True:
        old = Comment.objects.filter(fingerprint__isnull=False, submitted_at__lte=timezone.now() - ONE_FOR)
        keys = list(old.order_by("submitted_at").values_list("pk", flat=True)[:BATCH])
        total += Comment.objects.filter(pk__in=keys).update(fingerprint=None)
        if len(keys) < BATCH:
            return total
