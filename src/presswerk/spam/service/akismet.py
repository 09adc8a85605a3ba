"""Akismet's API 1.1 and 1.2: always 200 and plain text, the reason for an `invalid` in a header.

Source: akismet.com/developers, and what WordPress's plugin (5.0.2) sends and reads. Clients compare the whole
body with a word, so nothing may stand before or after it.
"""

import json
import re
from collections.abc import Callable, Mapping
from uuid import UUID

from presswerk.spam.service import akismet_fields as fields
from presswerk.spam.service import akismet_reports as reports
from presswerk.spam.service.counting import Refused
from presswerk.spam.service.desk import SPAM_FROM, Desk, site_host
from presswerk.spam.service.exchange import Answer, Request, text
from presswerk.spam.service.form import Form, read_form
from presswerk.spam.service.keys import KEY_CHARACTERS, Key

THANKS = "Thanks for making the web a better place."
ALERT_REVOKED = "10006"  # shown in WordPress's admin; the range of suspended accounts
ALERT_OVER_LIMIT = "10501"  # the first of those that mean "more calls than allowed"
_SUBDOMAIN_KEY = re.compile(rf"[0-9a-f]{{{KEY_CHARACTERS}}}(?=\.)", re.I)


def invalid(reason: str, **headers: str) -> Answer:
    """The answer to everything that cannot be served."""
    return text("invalid", X_akismet_debug_help=reason, **headers)


class AkismetApi:
    """Answers the addresses `/1.1/…` and `/1.2/…`."""

    def __init__(self, desk: Desk):
        self._desk = desk
        self.endpoints: Mapping[str, Callable[[Key, Form], Answer]] = {
            "comment-check": self._comment_check,
            "submit-spam": lambda key, form: self._submit(key, form, is_spam=True),
            "submit-ham": lambda key, form: self._submit(key, form, is_spam=False),
            "get-subscription": self._get_subscription,
            "get-stats": self._get_stats,
            "deactivate": lambda key, form: text("deactivated"),
            "key-sites": self._key_sites,
            "usage-limit": self._usage_limit,
        }

    def answer(self, request: Request, endpoint: str) -> Answer:
        """Answer the call of one endpoint, such as `comment-check`."""
        if endpoint == "test":
            return text("connected")
        if endpoint != "verify-key" and endpoint not in self.endpoints:
            return invalid(f"There is no endpoint {endpoint}.")
        if endpoint in {"comment-check", "submit-spam", "submit-ham"} and request.method != "POST":
            return invalid("Send the fields by POST.")
        form = read_form(request.content_type, request.query, request.body)
        if endpoint == "verify-key":
            return self._verify_key(request, form)
        presented = form.word("api_key") or _subdomain(request.host) or form.word("key")
        key = self._desk.keys.find(presented)
        if key is None:
            return invalid(_why_no_key(presented))
        if key.is_revoked:
            return _revoked()
        return self.endpoints[endpoint](key, form)

    def _verify_key(self, request: Request, form: Form) -> Answer:
        presented = form.word("key") or form.word("api_key") or _subdomain(request.host)
        key = self._desk.keys.find(presented)
        if key is None:
            return invalid(_why_no_key(presented))
        return _revoked() if key.is_revoked else text("valid")

    def _comment_check(self, key: Key, form: Form) -> Answer:
        if not any(form.word(name) for name in fields.WHAT_CAN_BE_JUDGED):
            return invalid('Empty "comment_content" value')
        refused = self._desk.admit(key, judges=True)
        if refused is not None:
            return _over_limit(key, refused)
        submission = fields.submission(form, self._desk.hashes(key), self._desk.now())
        discard = False
        if fields.is_administrator(form):
            is_spam = False
        elif fields.is_documented_spam(form):
            is_spam = True
        else:
            verdict = self._desk.judge(key, submission)
            discard = verdict.decision == "discard"
            is_spam = discard or verdict.probability >= SPAM_FROM
        if not fields.is_test(form):
            self._desk.record(key, site_host(form.text("blog"), key), submission, is_spam=is_spam)
        return text(
            "true" if is_spam else "false",
            X_akismet_guid=str(UUID(submission.id)),
            X_akismet_pro_tip="discard" if discard else "",
            X_akismet_debug_help=_missing(form),
        )

    def _submit(self, key: Key, form: Form, *, is_spam: bool) -> Answer:
        if not any(form.word(name) for name in fields.WHAT_CAN_BE_JUDGED):
            return invalid('Empty "comment_content" value')
        refused = self._desk.admit(key, judges=False)
        if refused is not None:
            return _over_limit(key, refused)
        submission = fields.submission(form, self._desk.hashes(key), self._desk.now())
        if not fields.is_test(form):
            site = site_host(form.text("blog"), key)
            self._desk.learn(key, site, submission, is_spam=is_spam, reporter=form.word("reporter"))
        return text(THANKS, X_akismet_guid=str(UUID(submission.id)), X_akismet_debug_help=_missing(form))

    def _get_subscription(self, key: Key, form: Form) -> Answer:
        return _as_text(reports.subscription(key, self._judged(key)))

    def _get_stats(self, key: Key, form: Form) -> Answer:
        counts = self._desk.counting.by_month(key)
        return _as_text(reports.stats(counts, form.word("from"), self._desk.now()))

    def _usage_limit(self, key: Key, form: Form) -> Answer:
        return _as_text(reports.usage(key, self._judged(key)))

    def _key_sites(self, key: Key, form: Form) -> Answer:
        asked = reports.SitesAsked.of(form, self._desk.now())
        sites = reports.sites(self._desk.counting.by_site(key, asked.month), asked)
        if form.word("format").lower() == "csv":
            return text(sites.as_csv(key))
        return _as_text(sites.as_json(key))

    def _judged(self, key: Key) -> int:
        return self._desk.counting.judged_this_month(key, self._desk.now())


def _subdomain(host: str) -> str:
    found = _SUBDOMAIN_KEY.match(host)
    return found[0] if found else ""


def _as_text(content: object) -> Answer:
    return text(json.dumps(content, separators=(",", ":")))


def _missing(form: Form) -> str:
    """What Akismet demands and old clients leave out: said, and judged without it."""
    return " ".join(f'Empty "{name}" value' for name in ("blog", "user_ip") if not form.word(name))


def _why_no_key(presented: str) -> str:
    if not presented:
        return 'Empty "api_key" value'
    return "We do not know this API key."


def _revoked() -> Answer:
    sentence = "This key has been revoked. Ask whoever runs the spam service for another one."
    return invalid(
        sentence,
        X_akismet_error="revoked",
        X_akismet_alert_code=ALERT_REVOKED,
        X_akismet_alert_msg=sentence,
    )


def _over_limit(key: Key, refused: Refused) -> Answer:
    if refused.limit == "minute":
        return invalid(f"More than {refused.allowed} calls in a minute; try again in the next one.")
    sentence = (
        f"More than {refused.allowed} texts in this month. "
        "Ask whoever runs the spam service for a higher limit."
    )
    return invalid(
        sentence,
        X_akismet_error="over-limit",
        X_akismet_alert_code=ALERT_OVER_LIMIT,
        X_akismet_alert_msg=sentence,
        X_akismet_alert_api_calls=str(refused.calls),
        X_akismet_alert_usage_limit=str(refused.allowed),
    )
