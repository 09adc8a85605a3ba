"""Settings of the web site as a whole."""

from typing import Annotated, Literal

from pydantic import Field

from presswerk.conf._kinds import (
    BucketAddress,
    Flag,
    Folder,
    LogLevel,
    Network,
    PathSegment,
    Port,
    Text,
    WebAddress,
    url_of,
)
from presswerk.conf._setting import Setting

SETTINGS = (
    Setting(
        "data",
        Folder,
        "var",
        "The folder that holds all state: database, media, mail, secret key.",
        in_file=False,
    ),
    Setting(
        "base_url", WebAddress, "http://127.0.0.1:8000", "The address at which readers find the newspaper."
    ),
    Setting(
        "database_url",
        url_of("sqlite", "postgres", "postgresql"),
        "",
        "The database, such as postgres://user:password@host/name; nothing means SQLite in the data folder.",
        secret=True,
    ),
    Setting(
        "redis_url",
        url_of("redis", "rediss", "unix"),
        "",
        "Redis or Valkey, the cache that all nodes share; nothing means that nothing is cached.",
        secret=True,
    ),
    Setting(
        "media_url",
        BucketAddress,
        "",
        "An S3 bucket for uploaded files, such as s3://key:secret@bucket/prefix?endpoint_url=https://host; "
        "nothing means media/ in the data folder.",
        secret=True,
    ),
    Setting(
        "media_cache_megabytes",
        Annotated[int, Field(ge=100)],
        2048,
        "Room on this machine for copies of files that lie in media_url's bucket.",
    ),
    Setting(
        "debug", Flag, False, "Show details of errors in the browser; never for a newspaper that is public."
    ),
    Setting(
        "allowed_hosts",
        list[str],
        [],
        "Host names that are answered besides the one in base_url and this machine's own.",
    ),
    Setting(
        "trusted_proxies",
        list[Network],
        [],
        "Proxies in front of the newspaper whose word on the reader's address is believed.",
    ),
    Setting("admin_path", PathSegment, "admin", "The first part of the addresses of the editor's screens."),
    Setting("listen_host", Text, "127.0.0.1", "The address of this machine on which the web server listens."),
    Setting("listen_port", Port, 8000, "The port on which the web server listens."),
    Setting(
        "workers",
        Annotated[int, Field(ge=0, le=64)],
        0,
        "Number of processes that render pages; 0 means one for every two processor cores, at most four.",
    ),
    Setting(
        "threads",
        Annotated[int, Field(ge=0, le=64)],
        0,
        "How many requests each of these processes works on at the same time; 0 means three to eight on "
        "SQLite and 8 to 16 on PostgreSQL, where each may hold a connection of its own, and three with "
        "serve --small.",
    ),
    Setting(
        "access_log",
        Literal["all", "rendered", "off"],
        "rendered",
        "Which answers are noted in the access log, without anybody's address: all of them, or none, or only "
        "those that were rendered, passed on or refused, without ready pages and files.",
    ),
    Setting(
        "access_log_days",
        Annotated[int, Field(ge=1, le=3650)],
        14,
        "For how many days before today lines of the access log are kept.",
        unit="days",
    ),
    Setting(
        "access_log_megabytes",
        Annotated[int, Field(ge=1, le=1_000_000)],
        200,
        "Room for all files of the access log; the oldest make room for new ones.",
        unit="MB",
    ),
    Setting("log_level", LogLevel, "info", "The least weighty messages that are still written to the log."),
)
