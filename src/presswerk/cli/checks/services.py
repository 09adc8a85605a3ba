"""What works beside the web server: shared cache, mail, jobs."""

import smtplib
from collections.abc import Iterator
from urllib.parse import urlsplit

from presswerk.cli.checks.finding import Finding, State, attention, well, wrong
from presswerk.conf import Config

MAIL_SECONDS = 5
CACHE_SECONDS = 2


def cache(config: Config) -> Iterator[Finding]:
    """Whether the shared cache answers, where there is one; readers are served without it too."""
    if not config.redis_url:
        return
    from redis import Redis
    from redis.exceptions import RedisError

    where = urlsplit(config.redis_url)
    name = f"{where.hostname}:{where.port or 6379}" if where.hostname else where.path
    try:
        with Redis.from_url(config.redis_url, socket_timeout=CACHE_SECONDS) as server:
            server.ping()
    except (RedisError, OSError, ValueError) as error:
        mend = (
            "See that the server runs, and that PRESSWERK_REDIS_URL names it; until then nothing is cached."
        )
        yield attention("Shared cache", f"{name} does not answer: {error}", mend)
    else:
        yield well("Shared cache", f"{name} answers")


def mail(config: Config) -> Iterator[Finding]:
    """Whether the mail server answers. Its refusals of single mails are among the failed jobs."""
    from presswerk.jobs.mail_transport import PORTS

    url = urlsplit(config.mail_url)
    if url.scheme not in PORTS:
        mend = "Name your mail server: PRESSWERK_MAIL_URL=smtp+tls://user:password@host:587."
        yield attention("Mail", "mails are kept on this machine and sent to nobody", mend)
        return
    host, port = url.hostname or "localhost", url.port or PORTS[url.scheme]
    client = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    try:
        with client(host, port, timeout=MAIL_SECONDS) as server:
            server.noop()
    except OSError as error:  # SMTPException is one too
        mend = "See that the server runs, and that PRESSWERK_MAIL_URL names its host and port."
        yield wrong("Mail", f"{host}:{port} does not answer: {error}", mend)
    else:
        yield well("Mail", f"{host}:{port} answers")


def jobs(config: Config) -> Iterator[Finding]:
    """The worker, and what it has not done; in English as everything here."""
    from django.utils import translation

    from presswerk import jobs as jobs_package

    states = {"ok": State.WELL, "warning": State.ATTENTION, "error": State.WRONG}
    with translation.override("en"):
        for finding in jobs_package.health():
            yield Finding(finding.subject, states[finding.level], finding.message, finding.hint)
