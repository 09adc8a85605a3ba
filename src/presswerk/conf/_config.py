"""The values of all settings at one moment."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any


class Config:
    """All settings as attributes: ``config.base_url``. It cannot be changed; load another one instead."""

    data: Path

    def __init__(self, values: Mapping[str, Any], origins: Mapping[str, str]):
        self.__dict__["_values"] = MappingProxyType(dict(values))
        self.__dict__["_origins"] = MappingProxyType(dict(origins))

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(
                f"There is no setting {name!r}; settings are declared in presswerk.conf."
            ) from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("A Config cannot be changed; load another one.")

    def origin(self, name: str) -> str:
        """Where the value comes from: "environment", "file" or "default"."""
        return self._origins[name]

    @property
    def file(self) -> Path:
        """The operator's file, there or not."""
        return self.data / "presswerk.toml"
