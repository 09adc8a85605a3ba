"""Evidence about a submission: one module a signal, each of which may have nothing to say.

A new signal is a module with one function and a line in `OF_THE_TEXT` or `OF_THE_PAST` of `gather.py`. Its
weight is learned: from the training texts where they show it, and by each site from its moderators. What no
public text shows (the time to fill, a filled trap, what this author did before) begins with the weight that
`model/beliefs.py` states.
"""

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.features.gather import Past, gather, recall

__all__ = ["Evidence", "Past", "gather", "recall"]
