"""All settings of all packages."""

import pkgutil
from functools import cache
from importlib import import_module

from presswerk.conf._setting import Setting


@cache
def packages() -> tuple[tuple[str, tuple[Setting, ...]], ...]:
    """(package, its settings) for each package that declares some, by name of package."""
    import presswerk.conf

    names = sorted(module.name for module in pkgutil.iter_modules(presswerk.conf.__path__))
    return tuple(
        (name, import_module(f"presswerk.conf.{name}").SETTINGS) for name in names if not name.startswith("_")
    )


@cache
def declared() -> tuple[Setting, ...]:
    """Every setting; a name that two packages declare is a fault of the program."""
    settings = tuple(setting for _, of_package in packages() for setting in of_package)
    names = [setting.name for setting in settings]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise RuntimeError(f"Settings declared twice: {', '.join(doubled)}.")
    return settings
