"""The models of this app; each idea has a module of its own."""

from presswerk.accounts.invitations import Invitation
from presswerk.accounts.limits import RateLimit
from presswerk.accounts.second_factor_duty import GroupRule
from presswerk.accounts.sessions import StaffSession
from presswerk.accounts.user import User

__all__ = ["GroupRule", "Invitation", "RateLimit", "StaffSession", "User"]
