"""Addresses that open something to whoever knows them; no log may hold more than their beginning."""

from presswerk.conf import Config


def secret_paths(config: Config) -> tuple[str, ...]:
    """Beginnings of paths whose rest is the secret."""
    return (
        f"/{config.admin_path}/password_reset/",
        "/account/invitation/",
        "/account/password/reset/key/",
        "/comment/own/",
        "/comment/replies/confirm/",
        "/comment/replies/stop/",
        "/comment/report/state/",
        "/comment/rights/",
        "/comment/statement/",
    )
