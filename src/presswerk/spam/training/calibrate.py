"""From scores to probabilities."""

from collections.abc import Sequence
from math import log

from presswerk.spam.model.base import PRIOR, logistic


def platt(scores: Sequence[float], labels: Sequence[bool], weights: Sequence[float]) -> tuple[float, float]:
    """Slope and offset of the logistic curve that fits held-out scores (Platt 1999), by Newton's method.

    The weights should make both classes equally heavy; the offset is then moved to PRIOR.
    """
    slope, offset = 1.0, 0.0
    for _ in range(50):
        g_slope = g_offset = 0.0
        h_ss = h_so = h_oo = 1e-9
        for score, label, weight in zip(scores, labels, weights, strict=True):
            p = logistic(slope * score + offset)
            error, curve = weight * (p - label), weight * p * (1 - p)
            g_slope += error * score
            g_offset += error
            h_ss += curve * score * score
            h_so += curve * score
            h_oo += curve
        determinant = h_ss * h_oo - h_so * h_so
        d_slope = (h_oo * g_slope - h_so * g_offset) / determinant
        d_offset = (h_ss * g_offset - h_so * g_slope) / determinant
        slope, offset = slope - d_slope, offset - d_offset
        if abs(d_slope) + abs(d_offset) < 1e-9:
            break
    return slope, offset + log(PRIOR / (1 - PRIOR))
