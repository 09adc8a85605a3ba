"""What the desk stores beside the comments."""

from presswerk.comments.moderation.models.bans import Ban
from presswerk.comments.moderation.models.claims import Claim
from presswerk.comments.moderation.models.days import BusyThread, DayCount
from presswerk.comments.moderation.models.desk_settings import DeskSettings
from presswerk.comments.moderation.models.earlier_texts import EarlierText
from presswerk.comments.moderation.models.lists import ListEntry

__all__ = ["Ban", "BusyThread", "Claim", "DayCount", "DeskSettings", "EarlierText", "ListEntry"]
