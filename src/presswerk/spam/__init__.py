"""The private spam filter: decides what is submitted, learns from each moderator, says why, sends nothing.

Imports no Django, so that it also runs alone as a service.
"""

from presswerk.spam.engine import Engine, Label
from presswerk.spam.model.costs import Costs
from presswerk.spam.statistics import Week
from presswerk.spam.submission import Submission, TextFormat
from presswerk.spam.verdict import Decision, Reason, Verdict

__all__ = ["Costs", "Decision", "Engine", "Label", "Reason", "Submission", "TextFormat", "Verdict", "Week"]
