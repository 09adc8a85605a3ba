"""Static files of the theme: its own, and the style sheets, which are made when they are asked for."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

from presswerk.theme.sheets.building import build
from presswerk.theme.themes.theme import theme


class ThemeFinder(BaseFinder):
    """Stands before the finder of the packages' files, so that a theme's file takes the place of ours."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._theme = theme(settings.THEME)
        self._made = Path(settings.SHEETS_FOLDER)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        for storage in self._storages():
            for name in get_files(storage, [*(ignore_patterns or [])]):
                if not Path(name).name.startswith("."):
                    yield name, storage

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [storage.path(path) for storage in self._storages() if storage.exists(path)]
        return found if find_all else (found[0] if found else [])

    def _storages(self) -> Sequence[FileSystemStorage]:
        build(self._theme, self._made)
        return [FileSystemStorage(location=folder) for folder in (*self._theme.static_folders, self._made)]
