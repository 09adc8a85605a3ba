"""Reading the settings: environment over file over defaults."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from presswerk.conf._config import Config
from presswerk.conf._declared import declared
from presswerk.conf._errors import ConfigError
from presswerk.conf._setting import PREFIX, Setting


def load(environ: Mapping[str, str] | None = None, data_dir: Path | str | None = None) -> Config:
    """All settings, checked; ``data_dir`` goes before ``PRESSWERK_DATA``.

    Raises ConfigError that names every unknown or wrong setting. Neither folder nor file has to exist.
    """
    environ = os.environ if environ is None else environ
    by_name = {setting.name: setting for setting in declared()}
    problems: list[str] = []
    values = {name: setting.default for name, setting in by_name.items()}
    origins = dict.fromkeys(values, "default")

    def take(setting: Setting, raw: Any, shown_name: str, origin: str) -> None:
        try:
            values[setting.name] = setting.parse(raw)
        except (ValueError, TypeError) as error:
            problems.append(_wrong_value(setting, raw, shown_name, str(error)))
        else:
            origins[setting.name] = origin

    from_environment = _from_environment(environ, by_name, problems)
    if data_dir is not None:
        from_environment["data"] = str(data_dir)
    if "data" in from_environment:
        take(by_name["data"], from_environment.pop("data"), by_name["data"].variable, "environment")
    values["data"] = Path(values["data"]).absolute()

    for name, raw in _from_file(values["data"] / "presswerk.toml", by_name, problems).items():
        take(by_name[name], raw, f"{name} in presswerk.toml", "file")
    for name, text in from_environment.items():
        take(by_name[name], text, by_name[name].variable, "environment")

    if problems:
        raise ConfigError(problems)
    return Config(values, origins)


@cache
def current() -> Config:
    """The settings of this process, read once; ``current.cache_clear()`` makes it read them again."""
    return load()


def _from_environment(
    environ: Mapping[str, str], by_name: Mapping[str, Setting], problems: list[str]
) -> dict[str, str]:
    found = {}
    variables = {setting.variable: name for name, setting in by_name.items()}
    for variable in sorted(environ):
        if not variable.upper().startswith(PREFIX):
            continue
        if variable in variables:
            found[variables[variable]] = environ[variable]
        else:
            problems.append(_unknown(variable, list(variables), "in the environment"))
    return found


def _from_file(path: Path, by_name: Mapping[str, Setting], problems: list[str]) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        problems.append(
            f"{path} cannot be read: {error.strerror}. Give the user that runs Presswerk the right to."
        )
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(
            f'{path} is not valid TOML: {error}. Write one setting a line: base_url = "https://…".'
        )
        return {}
    allowed = {name: setting for name, setting in by_name.items() if setting.in_file}
    for key in sorted(set(content) - set(allowed)):
        if key in by_name:
            problems.append(f"{key} cannot stand in {path}: set {by_name[key].variable} in the environment.")
        else:
            problems.append(_unknown(key, list(allowed), f"in {path}"))
    return {key: value for key, value in content.items() if key in allowed}


def _unknown(name: str, known: list[str], place: str) -> str:
    folded = {_folded(one): one for one in known}
    near = get_close_matches(_folded(name), folded, n=1, cutoff=0.6)
    hint = (
        f"Did you mean {folded[near[0]]}?"
        if near
        else "All settings are listed in docs/reference/settings.md."
    )
    return f"There is no setting {name} ({place}). {hint}"


def _folded(name: str) -> str:
    return name.lower().removeprefix(PREFIX.lower()).replace("-", "_")


def _wrong_value(setting: Setting, raw: Any, shown_name: str, reason: str) -> str:
    came = "(hidden)" if setting.secret else repr(raw)
    because = f": {reason.rstrip('.')}" if reason and not setting.secret else ""
    return f"{shown_name} cannot be {came}{because}. Allowed is {setting.allowed}."
