"""Modules that are imported at the start and loaded when something in them is used: 10 MB in a process.

The second factor's list of addresses and the log-in import what checks passkeys, and with it fido2,
cryptography and the list of public suffixes; a log-in by password and one-time code needs none of it.
`importlib.util.LazyLoader` will not do: there, the next import of the module counts as a use.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

# Each is imported as a whole by all who import it at their top, and used in functions alone.
LATE = ("allauth.mfa.webauthn.internal.auth",)


def load_late() -> None:
    """From now on. MUST be called before the modules are imported; does nothing a second time."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in LATE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _LateLoader(spec.loader)
        return spec


class _LateLoader(Loader):
    """Makes a module that knows how to load itself."""

    def __init__(self, loader: Loader):
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        assert isinstance(module, _LateModule)
        module.load_by(self._loader)


class _LateModule(ModuleType):
    _loader: Loader
    _lock: RLock
    _is_loaded = False

    def load_by(self, loader: Loader) -> None:
        self._loader = loader
        self._lock = RLock()

    # Called for names that are not there, which those that the import machinery asks for are.
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        with self._lock:
            if not self._is_loaded:
                self._load()
        return super().__getattribute__(name)

    def _load(self) -> None:
        # Beside this one, so that no other thread meets half a module.
        whole = ModuleType(self.__name__)
        whole.__dict__.update({key: value for key, value in self.__dict__.items() if key.startswith("__")})
        self._loader.exec_module(whole)
        self.__dict__.update(whole.__dict__)
        self._is_loaded = True
