"""A theme as it lies in its folder, and the one that stands below it."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_THEME_PACKAGE = Path(__file__).resolve().parent.parent
LOOKS = _THEME_PACKAGE / "looks"
BASE = "sachlich"
FILE = "theme.toml"
_KNOWN = {"name", "based_on", "preload", "ground_light", "ground_dark"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class ThemeError(Exception):
    """A theme that cannot be used: which, and what to do. The sentence is for the person who set it."""


@dataclass(frozen=True)
class Theme:
    """One theme: its folder, and the theme from which it takes what it has not itself."""

    folder: Path
    name: str
    preload: tuple[str, ...]
    # The tinted grounds, light and dark: coloured text that can be read there can be on the page too.
    grounds: tuple[str, str]
    below: "Theme | None" = None

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which to look for a file, its own first."""
        return (self.folder, *(self.below.folders if self.below else ()))

    @property
    def template_folders(self) -> list[Path]:
        """Folders of templates that come before the packages' own."""
        return [folder / "templates" for folder in self.folders if (folder / "templates").is_dir()]

    @property
    def static_folders(self) -> list[Path]:
        """Folders of files that come before the packages' own."""
        return [folder / "static" for folder in self.folders if (folder / "static").is_dir()]

    def part(self, name: str) -> Path:
        """The file of a style sheet part: the theme's, else that of the theme below, else ours."""
        candidates = (*(folder / "css" for folder in self.folders), _THEME_PACKAGE / "css")
        return next(file for folder in candidates if (file := folder / f"{name}.css").is_file())

    def script(self, name: str) -> Path | None:
        """The theme's own script in place of ours of this name, where it has one."""
        found = (folder / "scripts" / f"{name}.js" for folder in self.folders)
        return next((file for file in found if file.is_file()), None)

    def additions(self, name: str) -> list[Path]:
        """The files of this name beside theme.toml, the lowest theme's first, so that the upper ones win."""
        return [file for folder in reversed(self.folders) if (file := folder / f"{name}.css").is_file()]

    @property
    def state(self) -> str:
        """Changes with every file of the theme and of those below it."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for file in sorted(folder.rglob("*")):
                status = file.stat()
                digest.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]


def theme(setting: str) -> Theme:
    """The theme that a setting names: one that comes along by its name, or a folder. Raises ThemeError."""
    return _load(_folder_of(setting), ())


def _folder_of(setting: str) -> Path:
    shipped = LOOKS / setting
    if "/" not in setting and (shipped / FILE).is_file():
        return shipped
    folder = Path(setting).expanduser()
    if (folder / FILE).is_file():
        return folder.absolute()
    names = ", ".join(sorted(file.parent.name for file in LOOKS.glob(f"*/{FILE}")))
    raise ThemeError(
        f"There is no theme {setting}: neither one of {names}, nor a folder with a {FILE} in it."
    )


def _load(folder: Path, above: tuple[Path, ...]) -> Theme:
    if folder in above:
        raise ThemeError(f"The theme in {folder} is based on itself, through based_on in its {FILE}.")
    values = _read(folder / FILE)
    is_base = folder == LOOKS / BASE
    below = None if is_base else _load(_folder_of(str(values.get("based_on", BASE))), (*above, folder))
    preload = values.get("preload", list(below.preload) if below else [])
    if not isinstance(preload, list) or not all(isinstance(name, str) for name in preload):
        raise ThemeError(f"{folder / FILE}: preload is a list of files, such as ['theme/fonts/a.woff2'].")
    grounds = _grounds(folder, values, below)
    return Theme(folder, str(values.get("name", folder.name)), tuple(preload), grounds, below)


def _grounds(folder: Path, values: dict[str, Any], below: Theme | None) -> tuple[str, str]:
    inherited = below.grounds if below else ("", "")
    grounds = [
        str(values.get(f"ground_{name}", old)) for name, old in zip(("light", "dark"), inherited, strict=True)
    ]
    for ground in grounds:
        if not _COLOUR.fullmatch(ground):
            raise ThemeError(f"{folder / FILE}: a ground is # and six hexadecimal digits, not {ground}.")
    return grounds[0], grounds[1]


def _read(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ThemeError(f"{file} cannot be read: {error}.") from error
    unknown = sorted(values.keys() - _KNOWN)
    if unknown:
        raise ThemeError(
            f"{file}: {', '.join(unknown)} is not known. It may say {', '.join(sorted(_KNOWN))}."
        )
    return values
