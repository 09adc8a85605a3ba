"""The spam service's state in a process of the newspaper: the same folder that `presswerk spam` works on."""

from functools import cache

from presswerk import conf
from presswerk.spam.service import Answering, Desk
from presswerk.spam.service.filters import open_filter, words

SPAM_FOLDER = "spam"


@cache
def desk() -> Desk:
    """Made at the first call in each process; its threads share it."""
    config = conf.current()
    return Desk(
        config.data / SPAM_FOLDER,
        conf.secret_key(config),
        open_filter,
        keep_texts_days=config.spam_keep_texts_days,
    )


@cache
def answering() -> Answering:
    """The service as a function."""
    return Answering(desk(), words)
