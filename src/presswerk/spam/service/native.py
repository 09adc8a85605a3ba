"""The native JSON API below `/v1/`: what the Akismet addresses do, with probability, reasons and statuses."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from presswerk.spam.service import native_bodies as bodies
from presswerk.spam.service.counting import Refused
from presswerk.spam.service.desk import SPAM_FROM, Desk, site_host
from presswerk.spam.service.exchange import Answer, Request, json_answer
from presswerk.spam.service.keys import Key
from presswerk.spam.submission import Submission
from presswerk.spam.verdict import Reason, Verdict

ADMINISTRATOR = "administrator"


class NativeProblem(Exception):
    """The call is refused with a status of the 400s."""

    def __init__(
        self,
        status: int,
        error: str,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
    ):
        super().__init__(message)
        self.status, self.error, self.message = status, error, message
        self.headers, self.fields = headers, fields

    def answer(self) -> Answer:
        """As JSON."""
        content: dict[str, Any] = {"error": self.error, "message": self.message}
        if self.fields:
            content["fields"] = self.fields
        return json_answer(content, self.status, self.headers)


class NativeApi:
    """Answers `/v1/…`. ``words`` puts a reason into a sentence of a language."""

    def __init__(self, desk: Desk, words: Callable[[Reason, str], str]):
        self._desk = desk
        self._words = words
        self._acts: Mapping[str, tuple[Any, Callable[[Key, Any], BaseModel], bool]] = {
            "check": (TypeAdapter(bodies.Text), self._check, True),
            "learn": (TypeAdapter(bodies.Learnable), self._learn, False),
            "explain": (TypeAdapter(bodies.Explainable), self._explain, True),
            "forget": (TypeAdapter(bodies.Forgettable), self._forget, False),
        }

    def answer(self, request: Request, act: str) -> Answer:
        """Answer the call of one act, such as `check`."""
        try:
            return json_answer(self._perform(request, act).model_dump(exclude_none=True))
        except NativeProblem as problem:
            return problem.answer()

    def _perform(self, request: Request, act: str) -> BaseModel:
        if act not in self._acts:
            raise NativeProblem(404, "not_found", f"There is no /v1/{act}. See /v1/openapi.json.")
        if request.method != "POST":
            raise NativeProblem(405, "method_not_allowed", "Send it by POST.", headers={"Allow": "POST"})
        key = self._key(request)
        accepted, perform, judges = self._acts[act]
        if request.content_type.partition(";")[0].strip().lower() != "application/json":
            raise NativeProblem(415, "not_json", "Send application/json.")
        body = _read(accepted, request.body)
        refused = self._desk.admit(key, judges=judges)
        if refused is not None:
            raise _over_limit(refused)
        return perform(key, body)

    def _key(self, request: Request) -> Key:
        scheme, _, presented = request.authorization.partition(" ")
        key = self._desk.keys.find(presented) if scheme.lower() == "bearer" else None
        if key is None or key.is_revoked:
            error = "unknown_key" if key is None else "revoked_key"
            sentence = (
                "Send a key of this service in the header Authorization: Bearer …"
                if key is None
                else "This key has been revoked."
            )
            raise NativeProblem(401, error, sentence, headers={"WWW-Authenticate": "Bearer"})
        return key

    def _check(self, key: Key, body: bodies.Text) -> bodies.Judged:
        submission = body.submission(self._desk.hashes(key), self._desk.now())
        judged = self._judged(key, submission)
        self._desk.record(key, site_host(body.site or "", key), submission, is_spam=judged.spam)
        return judged

    def _explain(self, key: Key, body: bodies.ExplainText | bodies.ExplainKnown) -> bodies.Explained:
        judged = self._judged(key, self._submission(key, body))
        told = [
            {
                **reason.model_dump(),
                "words": self._words(Reason(reason.code, reason.params, reason.share), body.reply_language),
            }
            for reason in judged.reasons
        ]
        return bodies.Explained.model_validate({**judged.model_dump(), "reasons": told})

    def _learn(self, key: Key, body: bodies.LearnText | bodies.LearnKnown) -> bodies.Learned:
        submission = self._submission(key, body)
        site = site_host(body.site or "", key) if isinstance(body, bodies.LearnText) else site_host("", key)
        self._desk.learn(key, site, submission, is_spam=body.label == "spam", reporter=body.reporter or "")
        return bodies.Learned(id=submission.id or "", label=body.label)

    def _forget(self, key: Key, body: bodies.Known | bodies.Author) -> bodies.Forgotten:
        if isinstance(body, bodies.Author):
            return bodies.Forgotten(decisions=self._desk.forget_author(key, body.author_email))
        return bodies.Forgotten(decisions=self._desk.forget(key, body.id))

    def _submission(self, key: Key, body: bodies.Text | bodies.Known) -> Submission:
        if isinstance(body, bodies.Text):
            return body.submission(self._desk.hashes(key), self._desk.now())
        kept = self._desk.kept(key, body.id)
        if kept is None:
            raise NativeProblem(404, "not_kept", "No text of this number is kept here. Send the text itself.")
        return kept

    def _judged(self, key: Key, submission: Submission) -> bodies.Judged:
        # Asked of the filter all the same, so that the answer names a version and has the usual form.
        verdict = self._desk.judge(key, submission)
        if submission.user_role == ADMINISTRATOR:
            verdict = Verdict(0.0, "publish", (), verdict.model_version)
        return bodies.Judged(
            id=submission.id or "",
            spam=verdict.decision == "discard" or verdict.probability >= SPAM_FROM,
            probability=verdict.probability,
            decision=verdict.decision,
            reasons=[
                bodies.ReasonGiven(code=reason.code, params=reason.params, share=reason.share)
                for reason in verdict.reasons
            ],
            model_version=verdict.model_version,
        )


def _read(accepted: TypeAdapter[Any], body: bytes) -> Any:
    try:
        return accepted.validate_json(body)
    except ValidationError as error:
        if _is_malformed(error):
            return _read_leniently(accepted, body)
        raise _wrong_fields(error) from None


def _read_leniently(accepted: TypeAdapter[Any], body: bytes) -> Any:
    """JavaScript cuts texts in the middle of a character and sends the half; it becomes a question mark."""
    try:
        whole = json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8", "replace")
        return accepted.validate_json(whole)
    except ValidationError as error:
        raise _wrong_fields(error) from None
    except (ValueError, RecursionError):
        raise NativeProblem(400, "malformed", "The body is not JSON.") from None


def _is_malformed(error: ValidationError) -> bool:
    return error.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid"


def _wrong_fields(error: ValidationError) -> NativeProblem:
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    named = {str(fault["loc"][-1]) if fault["loc"] else "body": str(fault["msg"]) for fault in faults[:20]}
    return NativeProblem(422, "wrong_fields", "Some fields are missing or wrong.", fields=named)


def _over_limit(refused: Refused) -> NativeProblem:
    if refused.limit == "minute":
        sentence = f"More than {refused.allowed} calls in a minute."
        return NativeProblem(429, "too_many_calls", sentence, headers={"Retry-After": "60"})
    return NativeProblem(429, "month_used_up", f"More than {refused.allowed} texts in this month.")
