"""Work outside the request: timed and periodic jobs, the outbox, mail, and the worker that does them.

    from presswerk import jobs

    @jobs.timed("newsroom.publish_due")
    def publish_due(article_id: int) -> None: ...

    jobs.at(article.go_live_at, publish_due, key=f"publish:{article.pk}", article_id=article.pk)
    jobs.every("newsroom.tidy", "daily 03:15", tidy)
    jobs.outbox.add("websub", key=article.number, payload={"topic": feed_url})
    jobs.mail.send("anna@example.org", subject, text)

Nothing here imports a model before it is called, so that any app may register its jobs in ``ready()``.
The worker itself is ``presswerk.jobs.worker.run(stop_event)``.
"""

from presswerk.jobs import mail, outbox
from presswerk.jobs.findings import Finding, health
from presswerk.jobs.periodic_jobs import every
from presswerk.jobs.timed_jobs import at, cancel, timed

__all__ = ["Finding", "at", "cancel", "every", "health", "mail", "outbox", "timed"]
