"""How much each person may teach, so that no one alone can turn the filter round.

Two limits. Where several people decide, the decisions of one who contradicts the filter much more often than
the others do count less, down to a twentieth. And what a site has learned moves a text's log-odds by at most
`REACH`: the base keeps its say.
"""

from dataclasses import dataclass, field

REACH = 3.0
"""Log-odds (about 20 to 1), before calibration: what the base is sure is honest, no site can make spam."""
TOLERATED = 0.15
"""Mean surprise (distance of the probability from the decision) that nobody is doubted for."""
LEAST = 0.05
MEMORY = 0.98
"""A decision of an actor's counts half after 35 more of theirs, so that a mistaken week is forgiven."""
PATIENCE = 8.0
"""Decisions before the figure says something."""
MOST_ACTORS = 10_000


@dataclass(slots=True)
class Influence:
    """How much each actor's decisions surprised the filter."""

    actors: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Surprise and decisions, both fading."""
    surprise: float = 0.0
    decisions: float = 0.0
    """Sums over all actors."""

    def weigh(self, actor: str, surprise: float) -> float:
        """What this decision counts, in [LEAST, 1]; its surprise, in [0, 1], is noted."""
        own, count = self.actors.get(actor, (0.0, 0.0))
        others, others_count = max(0.0, self.surprise - own), self.decisions - count
        if actor in self.actors or len(self.actors) < MOST_ACTORS:
            now = (own * MEMORY + surprise, count * MEMORY + 1.0)
            self.actors[actor] = now
            self.surprise += now[0] - own
            self.decisions += now[1] - count
        if others_count < 1.0:
            return 1.0  # nobody to compare with
        expected = TOLERATED + 1.5 * others / (others_count + PATIENCE)
        mean = (own + surprise + PATIENCE * expected * 0.5) / (count + 1.0 + PATIENCE)
        return max(LEAST, min(1.0, (expected / mean) ** 2)) if mean > 0 else 1.0

    def bound(self, score: float) -> float:
        """What the site adds to a text's log-odds, within reach."""
        return max(-REACH, min(REACH, score))
