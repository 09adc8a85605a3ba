"""How often a page is read: counted in memory, written in batches, fading with time.

A page's score is the number of its readings of about the last day: each counts 1 and loses a half of it every
17 hours, so that what a page had a day ago weighs e^-1.
"""

import math

FADING_SECONDS = 86_400.0
DAY = 86_400
BATCH = 200  # pages in one transaction: others who want to write wait 2 ms, not 200
USED_PRECISION_SECONDS = 60  # the order of eviction need not be finer, and each change costs a write
MOST_NOTED = 100_000


def faded(score: float, then: float, now: float) -> float:
    """The score of `then`, as it is worth now."""
    return score * math.exp(-max(0.0, now - then) / FADING_SECONDS)
