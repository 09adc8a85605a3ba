"""Tables of the law: what was reported, decided, complained about and asked for, and what was deleted."""

from presswerk.comments.law.models.complaint import Complaint
from presswerk.comments.law.models.ground import Ground
from presswerk.comments.law.models.house_rules import HouseRules
from presswerk.comments.law.models.report import Report
from presswerk.comments.law.models.retention_run import RetentionRun
from presswerk.comments.law.models.rights_request import RightsRequest
from presswerk.comments.law.models.settings import CommentSettings
from presswerk.comments.law.models.statement import Statement

__all__ = [
    "CommentSettings",
    "Complaint",
    "Ground",
    "HouseRules",
    "Report",
    "RetentionRun",
    "RightsRequest",
    "Statement",
]
