"""One log, structured, without readers' addresses."""

import logging
import sys
from collections.abc import Sequence
from typing import Any

import structlog

from presswerk.bake.front.access_log import shown_path
from presswerk.bake.masking import masked
from presswerk.conf import Config
from presswerk.site.secret_paths import secret_paths


def logging_config(config: Config) -> None:
    """Send the log of every library and of ours to standard error: as text to a terminal, else as JSON.

    Tokens of signed links are masked: Django tells the path of every answer that is an error.
    """
    level = getattr(logging, config.log_level.upper())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    if sys.stderr.isatty():
        last: list = [mask_tokens, structlog.dev.ConsoleRenderer()]
    else:
        last = [structlog.processors.format_exc_info, mask_tokens, structlog.processors.JSONRenderer()]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    handler.addFilter(WithoutSecretPaths(secret_paths(config)))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Every published page and every answer would be a line of its own.
    for noisy in ("wagtail", "django.request", "PIL", "django_tasks"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
    # At the level "debug" they write whole contexts of templates and parameters of statements, and with them
    # what readers have typed.
    for telling in ("django.template", "django.db.backends"):
        logging.getLogger(telling).setLevel(max(level, logging.INFO))
    # It logs every unknown Host header with the request; bots send thousands.
    logging.getLogger("django.security.DisallowedHost").setLevel(logging.CRITICAL)


class WithoutSecretPaths(logging.Filter):
    """Shortens addresses that open something to whoever knows them: Django names each path not found.

    It knows the addresses; `mask_tokens` finds by its shape what stands anywhere else, as in an error's text.
    """

    def __init__(self, secret: Sequence[str]):
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        """True: nothing is left out."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                shown_path(one, self._secret) if isinstance(one, str) and one.startswith("/") else one
                for one in record.args
            )
        return True


def mask_tokens(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Mask the tokens in all texts of a line."""
    return {name: masked(value) if isinstance(value, str) else value for name, value in event.items()}
