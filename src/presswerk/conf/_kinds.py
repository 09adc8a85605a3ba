"""The kinds of values that settings have, each forgiving in spelling and strict in meaning."""

import ipaddress
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field


class Words:
    """Marks a type with the words that follow "allowed is"."""

    def __init__(self, text: str):
        self.text = text


_UNIT_SECONDS = {
    "ms": 0.001,
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
    "d": 86400, "day": 86400, "days": 86400,
    "w": 604800, "week": 604800, "weeks": 604800,
}  # fmt: skip
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*")


def parse_duration(text: Any) -> Any:
    """A timedelta from what people write.

    >>> parse_duration("3h45m")
    datetime.timedelta(seconds=13500)
    >>> parse_duration("2 days"), parse_duration("1.5 h"), parse_duration("90")
    (datetime.timedelta(days=2), datetime.timedelta(seconds=5400), datetime.timedelta(seconds=90))
    >>> parse_duration("soon")
    Traceback (most recent call last):
    ...
    ValueError: "soon" is not a duration
    """
    if isinstance(text, bool) or not isinstance(text, str | int | float | timedelta):
        raise ValueError(f"{text!r} is not a duration")
    if isinstance(text, timedelta):
        return text
    if isinstance(text, int | float):
        return timedelta(seconds=text)
    plain = text.strip().lower()
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return timedelta(seconds=float(plain))
    rest, seconds = plain, 0.0
    while match := _DURATION_PART.match(rest):
        if match[2] not in _UNIT_SECONDS:
            break
        seconds += float(match[1]) * _UNIT_SECONDS[match[2]]
        rest = rest[match.end() :]
    if rest or not plain:
        raise ValueError(f'"{text}" is not a duration')
    return timedelta(seconds=seconds)


def _parse_flag(value: Any) -> Any:
    if isinstance(value, str):
        value = value.strip().lower()
        if value in {"yes", "true", "on", "1", "y", "t", "ja"}:
            return True
        if value in {"no", "false", "off", "0", "n", "f", "nein"}:
            return False
    if isinstance(value, bool):
        return value
    raise ValueError("it is neither yes nor no")


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("it is not a web address")
    if parts.path not in {"", "/"}:
        raise ValueError("the newspaper stands at the root of its host, so the address has no path")
    _ = parts.port  # raises ValueError on a port that is none
    return value.rstrip("/")


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except Exception as error:  # zoneinfo raises KeyError, ValueError and OSError for odd names
        raise ValueError("this time zone is not known") from error
    return value


def _network(value: str) -> str:
    return str(ipaddress.ip_network(value.strip(), strict=False))


Flag = Annotated[bool, BeforeValidator(_parse_flag), Words("yes or no")]
Text = Annotated[str, Field(strict=True), Words("a text")]
Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    Words('a duration such as "90s", "15min", "3h45m" or "2 days"'),
]
WebAddress = Annotated[
    str, AfterValidator(_web_address), Words('a web address such as "https://zeitung.example"')
]
TimeZone = Annotated[str, AfterValidator(_time_zone), Words('a time zone such as "Europe/Berlin"')]
LanguageCode = Annotated[
    str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$"), Words('a language code such as "de" or "pt-br"')
]
Network = Annotated[str, AfterValidator(_network), Words('an address or network such as "10.0.0.0/8"')]
PathSegment = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$"), Words('small letters, digits and hyphens such as "admin"')
]
Port = Annotated[int, Field(ge=1, le=65535), Words("a port from 1 to 65535")]
Folder = Annotated[Path, AfterValidator(Path.expanduser), Words("a folder")]
Mailbox = Annotated[
    str,
    Field(pattern=r"^([^<>]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$"),
    Words('a mail address such as "Die Zeitung <post@zeitung.example>"'),
]
TimeOfDay = Annotated[
    str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), Words('a time of day such as "02:30"')
]
LogLevel = Literal["debug", "info", "warning", "error"]


def url_of(*schemes: str) -> Any:
    """A kind: an address with one of the schemes, or nothing."""

    def check(value: str) -> str:
        if value and urlsplit(value).scheme not in schemes:
            raise ValueError("it does not begin with " + " or ".join(f"{scheme}://" for scheme in schemes))
        return value

    words = Words(
        "nothing, or an address that begins with " + " or ".join(f"{scheme}://" for scheme in schemes)
    )
    return Annotated[str, AfterValidator(check), words]


_BUCKET_PARAMETERS = ("endpoint_url", "region", "addressing_style")


def _bucket(value: str) -> str:
    if not value:
        return value
    parts = urlsplit(value)
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("it names no bucket")
    for name in {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}:
        if name not in _BUCKET_PARAMETERS:
            raise ValueError(f'"{name}" is none of {", ".join(_BUCKET_PARAMETERS)}')
    return value


BucketAddress = Annotated[
    str,
    AfterValidator(_bucket),
    Words('nothing, or a bucket such as "s3://key:secret@bucket/prefix?endpoint_url=https://host"'),
]


def prepare(kind: Any, raw: Any) -> Any:
    """A list, where one is wanted: ``"de, en"``, ``"de en"`` and ``'["de", "en"]'`` mean the same."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is not list or not isinstance(raw, str):
        return raw
    if raw.lstrip().startswith("["):
        try:
            return json.loads(raw)
        except ValueError:
            return raw
    return [word for word in re.split(r"[,\s]+", raw) if word]


def describe(kind: Any) -> str:
    """The allowed values of a kind in words."""
    origin = get_origin(kind)
    if origin is Literal:
        return " or ".join(str(choice) for choice in get_args(kind))
    if origin is list:
        return f"a list, separated by commas, of: {describe(get_args(kind)[0])}"
    if origin is Annotated:
        return _describe_annotated(kind)
    names = {str: "a text", int: "a whole number", float: "a number", bool: "yes or no", Path: "a path"}
    return names.get(kind, getattr(kind, "__name__", str(kind)))


def _describe_annotated(kind: Any) -> str:
    base, *marks = get_args(kind)
    for mark in reversed(marks):
        if isinstance(mark, Words):
            return mark.text
    lower, upper = _bounds(marks)
    if lower is not None and upper is not None:
        return f"{describe(base)} from {lower} to {upper}"
    if lower is not None:
        return f"{describe(base)}, at least {lower}"
    return describe(base)


def _bounds(marks: list[Any]) -> tuple[Any, Any]:
    lower = upper = None
    for mark in marks:
        for constraint in getattr(mark, "metadata", [mark]):
            lower = getattr(constraint, "ge", lower)
            upper = getattr(constraint, "le", upper)
    return lower, upper
