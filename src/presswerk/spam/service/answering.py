"""From a call's path to its answer. Never raises, never logs what a call holds."""

import logging
import re
from collections.abc import Callable

from presswerk.spam.service import wordpress
from presswerk.spam.service.akismet import AkismetApi, invalid
from presswerk.spam.service.desk import Desk
from presswerk.spam.service.exchange import Answer, Request, json_answer, text
from presswerk.spam.service.native import NativeApi, NativeProblem
from presswerk.spam.service.openapi import document
from presswerk.spam.verdict import Reason

logger = logging.getLogger(__name__)

_AKISMET = re.compile(r"/1\.[0-9](?:/(.*))?")
_NATIVE = re.compile(r"/v1/([a-z]{1,20})")
WELCOME = (
    "Presswerk spam service.\n"
    "/1.1/ and /1.2/ answer as Akismet does, /v1/openapi.json describes the native API,\n"
    "/wordpress-plugin is the file that leads WordPress's Akismet plugin here.\n"
)


class Answering:
    """The service as a function from calls to answers."""

    def __init__(self, desk: Desk, words: Callable[[Reason, str], str]):
        self._akismet = AkismetApi(desk)
        self._native = NativeApi(desk, words)

    def __call__(self, request: Request) -> Answer:
        """Answer a call; its body has been read whole."""
        path = normal_path(request.path)
        try:
            if found := _AKISMET.fullmatch(path):
                return self._akismet.answer(request, found[1] or "")
            return self._answer_others(request, path)
        except Exception as error:
            # The message and the arguments may hold a visitor's words: only where it happened is written.
            logger.error("A call could not be answered: %s", where(error))
            return self.refuse(path, 500, "internal_error", "The service failed; its log says where.")

    def refuse(self, path: str, status: int, error: str, message: str) -> Answer:
        """The answer to a call that is not even looked at, in the manner of its path."""
        if _AKISMET.fullmatch(normal_path(path)):
            return invalid(message)
        return NativeProblem(status, error, message).answer()

    def _answer_others(self, request: Request, path: str) -> Answer:
        if path == "/v1/openapi.json":
            return json_answer(document())
        if found := _NATIVE.fullmatch(path):
            return self._native.answer(request, found[1])
        if path == "/health":
            return text("ok\n")
        if path == "/wordpress-plugin":
            return text(wordpress.plugin(), Content_Disposition=f"attachment; filename={wordpress.FILE_NAME}")
        if path == "/":
            return text(WELCOME)
        return NativeProblem(404, "not_found", "There is nothing at this address.").answer()


def normal_path(path: str) -> str:
    """Without doubled and last slashes, which old clients send.

    >>> normal_path("//1.1/comment-check/"), normal_path("")
    ('/1.1/comment-check', '/')
    """
    return "/" + "/".join(part for part in path.split("/") if part)


def where(error: BaseException) -> str:
    """Kind of an error and the lines that it came through, and nothing of what it says."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('presswerk/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' < '.join(reversed(places))}"
