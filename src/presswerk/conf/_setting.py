"""The declaration of one setting."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter, ValidationError

from presswerk.conf._kinds import describe, prepare

PREFIX = "PRESSWERK_"


@dataclass(frozen=True)
class Setting:
    """One value that the operator may change.

    ``kind`` is any type that pydantic can check, best one of ``presswerk.conf._kinds``. ``unit`` is the unit
    of a bare number ("MB", "seconds"). A ``secret`` value is never printed. With ``in_file=False`` only
    the environment can set it (the data folder, which holds the file).
    """

    name: str
    kind: Any
    default: Any
    help: str
    unit: str = ""
    secret: bool = field(default=False, kw_only=True)
    in_file: bool = field(default=True, kw_only=True)

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.upper()

    @property
    def allowed(self) -> str:
        """The values it takes, in words that follow "allowed is"."""
        words = describe(self.kind)
        return f"{words} ({self.unit})" if self.unit else words

    def parse(self, raw: Any) -> Any:
        """The typed value of what stands in the environment or the file; raises ValueError with a reason."""
        try:
            return self._adapter.validate_python(prepare(self.kind, raw))
        except ValidationError as error:
            raise ValueError(_reason(error)) from error

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.kind)


def _reason(error: ValidationError) -> str:
    """Why a check of ours refuses the value; nothing for pydantic's own, as ``allowed`` says it better."""
    first = error.errors(include_url=False)[0]
    return str(first["ctx"]["error"]) if first["type"] == "value_error" else ""
