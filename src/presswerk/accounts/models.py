"""The models of this app; each idea has a module of its own."""

from presswerk.accounts.limits import RateLimit
from presswerk.accounts.user import User

__all__ = ["RateLimit", "User"]
