"""Comments and what is known about them."""

from presswerk.comments.models.audit import AuditEntry
from presswerk.comments.models.comment import Comment, Debate, State
from presswerk.comments.models.rules import DebateRules, Mode
from presswerk.comments.models.sender import Sender
from presswerk.comments.models.votes import Vote

__all__ = ["AuditEntry", "Comment", "Debate", "DebateRules", "Mode", "Sender", "State", "Vote"]
