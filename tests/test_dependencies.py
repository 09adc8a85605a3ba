"""Every library is explained, licensed and locked; and no file says where packages come from."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def wanted() -> set[str]:
    """What pyproject.toml, requirements/*.in and package.json name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    for file in (ROOT / "requirements").glob("*.in"):
        lines += [line for line in file.read_text().splitlines() if re.match("[a-z]", line)]
    node = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    return {re.match(r"[A-Za-z0-9._-]+", line)[0].lower() for line in lines} | set(node)  # type: ignore[index]


def test_every_library_is_explained_in_the_documentation() -> None:
    rows = re.findall(r"^\| (?:`\w+` \| )?([\w-]+) \|", (ROOT / "docs" / "dependencies.md").read_text(), re.M)

    assert wanted() - set(rows) == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    packages = re.findall(
        r"^([a-z0-9._-]+)==.*((?:\n    --hash=sha256:[0-9a-f]{64}.*)*)", lock.read_text(), re.M
    )

    assert packages
    assert [name for name, hashes in packages if not hashes] == []


@pytest.mark.parametrize(
    "name",
    [
        *("package-lock.json", ".npmrc", "bench/package-lock.json", "bench/.npmrc", "pyproject.toml"),
        *(f"requirements/{p.name}" for p in LOCKS),
    ],
)
def test_no_file_names_a_package_index(name: str) -> None:
    text = (ROOT / name).read_text()

    assert not re.search(
        r"index-url|find-links|registry\s*=|\"resolved\"|files\.pythonhosted|registry\.npmjs", text
    )


def test_the_locks_agree_with_each_other() -> None:
    """On the versions, and on the Pythons for which they hold."""
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        found: dict[str, list[str]] = {}
        for name, version in re.findall(r"^([a-z0-9._-]+)(==[^\\]+)", lock.read_text(), re.M):
            found.setdefault(name, []).append(version.strip())
        for name, several in found.items():
            versions.setdefault(name, set()).add(" or ".join(several))

    assert {name: kinds for name, kinds in versions.items() if len(kinds) > 1} == {}
