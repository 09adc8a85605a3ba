"""The front's plan, as far as the settings alone tell it. Django writes a fuller one once it runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from presswerk import conf
from presswerk.bake.front.plan import AccessLogPlan, Files, Plan, PlanError, load
from presswerk.bake.staff_marker import marker_key
from presswerk.conf import Config
from presswerk.site.bucket.address import FRESH_SECONDS, media_folder
from presswerk.site.passed_on import passed_on
from presswerk.site.secret_paths import secret_paths
from presswerk.site.security.csp import FILE_POLICY

ONE_YEAR_SECONDS = 365 * 24 * 3600
CDN_CACHE_CONTROL = f"max-age={ONE_YEAR_SECONDS}, stale-if-error=86400"
# As Django's SecurityMiddleware and the site's own say them; the front's files do not pass there.
FILE_HEADERS: tuple[tuple[str, str], ...] = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-resource-policy", "cross-origin"),
    ("content-security-policy", FILE_POLICY),
)


def plan_path(config: Config) -> Path:
    """Where the plan lies."""
    return config.data / "front.json"


def plan_of(config: Config) -> Plan:
    """A plan that passes everything to Django, except the files of the design and uploaded ones."""
    address = urlsplit(config.base_url)
    secure = address.scheme == "https"
    headers = FILE_HEADERS
    if secure:
        headers += (("strict-transport-security", f"max-age={ONE_YEAR_SECONDS}"),)
    names = [address.hostname or "localhost", "127.0.0.1", "localhost", "[::1]", *config.allowed_hosts]
    return Plan(
        hosts=dict.fromkeys(names, ""),
        scheme=address.scheme,
        store=str(config.data / "bake"),
        store_megabytes=config.bake_megabytes,
        hot_megabytes=config.front_memory_megabytes,
        passed=passed_on(config),
        static=Files("/static/", str(config.data / "static"), headers=headers),
        media=Files(
            "/media/",
            str(media_folder(config)),
            ask=True,
            # Originals belong to the newsroom: they may be of an unpublished article and hold camera data.
            hidden=("originals/",),
            # Sound, films and downloads are guarded by their names alone.
            free=("files/",),
            headers=headers,
            immutable=True,
            fresh_seconds=FRESH_SECONDS if config.media_url else 0,
        ),
        marker_cookie=f"{'__Host-' if secure else ''}presswerk_staff",
        marker_key=marker_key(conf.secret_key(config)),
        trusted_proxies=tuple(map(str, config.trusted_proxies)),
        **_cdn(config),
        access_log=_access_log(config),
        secret_paths=secret_paths(config),
        most_upload_bytes=2 * 1024 * 1024 * max(config.upload_max_megabytes, 50),
    )


def renew_plan(config: Config) -> None:
    """Write what the settings say now into the plan that a running front follows.

    What Django has told of the newspaper stays, so that the front goes on with the ready pages. A host that
    is named no more stays as well, until the front is started anew.
    """
    path = plan_path(config)
    try:
        now = load(path)
    except PlanError:
        return
    new = plan_of(config)
    default = next(iter(now.hosts.values()), "")
    merged = replace(
        new,
        token=now.token,
        bakes=now.bakes,
        queries=now.queries,
        hosts={**dict.fromkeys(new.hosts, default), **now.hosts},
        passed=tuple(dict.fromkeys([*new.passed, *now.passed])),
    )
    if merged != now:
        merged.save(path)


def _access_log(config: Config) -> AccessLogPlan | None:
    if config.access_log == "off":
        return None
    return AccessLogPlan(
        folder=str(config.data / "log"),
        ready=config.access_log == "all",
        megabytes=config.access_log_megabytes,
        days=config.access_log_days,
    )


def _cdn(config: Config) -> dict[str, Any]:
    """A shared cache that is told of purges may keep pages long."""
    if not config.cdn_purge_url:
        return {}
    headers = {
        "fastly": {"cdn_cache_header": "surrogate-control"},
        "cloudflare": {"surrogate_key_header": "cache-tag"},
    }
    return {"cdn_cache_control": CDN_CACHE_CONTROL, **headers.get(config.cdn_kind, {})}
