"""The spam filter as a service that others' sites call: Akismet's protocol, and a native JSON API.

`presswerk spam serve` runs it alone (`server`); the newspaper may answer as service too (`answering`).
Nothing here imports Django.
"""

from presswerk.spam.service.answering import Answering
from presswerk.spam.service.desk import Desk
from presswerk.spam.service.exchange import Answer, Request
from presswerk.spam.service.keys import Key, KeyProblem, Keys

__all__ = ["Answer", "Answering", "Desk", "Key", "KeyProblem", "Keys", "Request"]
