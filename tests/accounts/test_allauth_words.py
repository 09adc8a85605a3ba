"""The log-in's pages and messages address everybody alike in German."""

import re
from pathlib import Path

import allauth
import polib
import pytest
from django.utils.translation import gettext, override

from presswerk.accounts.allauth_words import WORDS

ALLAUTH = Path(allauth.__file__).parent
FAMILIAR = re.compile(r"\b(du|dein\w*|dir|dich)\b", re.IGNORECASE)
# Pages and messages that this project has; it has no sign-up and no second list of addresses.
SEEN = (
    "mfa/", "templates/mfa/", "templates/account/logout", "templates/account/messages/logged",
    "templates/account/password_change", "templates/account/reauthenticate",
    "templates/account/snippets/already_logged_in",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_our_own_word_is_found_first(word: str) -> None:
    with override("de"):
        assert gettext(word) != word
        assert not FAMILIAR.search(gettext(word))


def test_no_page_of_the_second_factor_is_without_german_or_familiar() -> None:
    catalogue = polib.pofile(str(ALLAUTH / "locale" / "de" / "LC_MESSAGES" / "django.po"))
    seen = [one for one in catalogue if any(place.startswith(SEEN) for place, _line in one.occurrences)]
    assert len(seen) > 50
    with override("de"):
        wrong = [one.msgid for one in seen if not one.msgid_plural and FAMILIAR.search(gettext(one.msgid))]
        missing = [one.msgid for one in seen if not one.translated() and gettext(one.msgid) == one.msgid]
    assert (wrong, missing) == ([], [])
