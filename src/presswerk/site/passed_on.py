"""What the front passes on to Django without looking for a ready page."""

from presswerk.conf import Config


def passed_on(config: Config) -> tuple[str, ...]:
    """Beginnings of paths of the staff's screens, of documents that may be restricted, of what
    commenters ask for, and of services."""
    services = (f"/{config.spam_service_mount}/",) if config.spam_service_mount else ()
    return (f"/{config.admin_path}/", "/account/", "/documents/", "/health/", "/comment/", *services)
