"""Why a moderator rejects a comment: codes that the audit log keeps, in words for desk and commenter."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Ground:
    """One reason. `code` is stored; the key chooses it on the desk after "x"."""

    code: str
    key: str
    label: str | Promise
    sentence: str | Promise
    """Told to the commenter."""


GROUNDS = (
    Ground("insult", "1", _("Insult"), _("It insults somebody.")),
    Ground("hate", "2", _("Hatred or incitement"), _("It stirs up hatred against people for what they are.")),
    Ground("off_topic", "3", _("Off topic"), _("It has nothing to do with the article.")),
    Ground("private_data", "4", _("Private data"), _("It makes private data of somebody public.")),
    Ground("unproven", "5", _("Unproven claim"), _("It says something damaging about somebody unproven.")),
    Ground("unlawful", "6", _("Unlawful"), _("Its content is unlawful in our view.")),
    Ground("repeated", "7", _("Repeated"), _("It repeats what was said already, or disturbs the debate.")),
    Ground("unreadable", "8", _("Unreadable"), _("It cannot be understood.")),
    Ground("house_rules", "9", _("Other breach of the house rules"), _("It breaks our house rules.")),
)

BY_CODE = {ground.code: ground for ground in GROUNDS}


def sentence_of(code: str) -> str:
    """The ground in a sentence; the code itself where it is no ground of the desk."""
    ground = BY_CODE.get(code)
    return str(ground.sentence) if ground else code
