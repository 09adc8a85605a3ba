"""Words for states and acts."""

from django.utils.translation import gettext_lazy as _

from presswerk.comments.models import AuditEntry
from presswerk.comments.moderation.grounds import BY_CODE

STATE_LABELS = {
    "waiting": _("Waiting"),
    "reported": _("Reported by readers"),
    "unread": _("Published, not yet read"),
    "discarded": _("Discarded by the filter"),
    "rejected": _("Rejected"),
    "published": _("Published"),
}

ACT_LABELS = {
    "publish": _("published"),
    "hold": _("put back to wait"),
    "reject": _("rejected"),
    "spam": _("called spam"),
    "withdraw": _("withdrawn"),
    "erase": _("erased"),
    "edit": _("edited"),
    "unedit": _("edit taken back"),
    "pick": _("picked"),
    "unpick": _("pick taken off"),
    "ban": _("banned"),
    "unban": _("ban changed back"),
    "lift_ban": _("ban lifted"),
    "set_rules": _("rules changed"),
    "list": _("entered in a list"),
    "unlist": _("taken off a list"),
    "attack_mode": _("attack mode changed"),
    "report": _("reported"),
    "report_decided": _("report decided"),
    "report_reopened": _("report reopened"),
    "police_told": _("police told"),
    "complain": _("complaint received"),
    "complaint_decided": _("complaint decided"),
}

KIND_LABELS = {
    "staff": _("Moderator"),
    "filter": _("Filter"),
    "rule": _("Rule"),
    "reader": _("Reader"),
    "job": _("Job"),
}


def act_in_words(entry: AuditEntry) -> str:
    """Such as "rejected: Insult"; an act that is not known here stays as it is."""
    label = str(ACT_LABELS.get(entry.act, entry.act))
    ground = BY_CODE.get(entry.data.get("reason", ""))
    return f"{label}: {ground.label}" if ground else label
