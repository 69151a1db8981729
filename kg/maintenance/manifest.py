"""What a backup is made of: a file in it says what the graph was, and which files belong to it.

BACKUP/kg-backup.json   this file
BACKUP/kg-store.json    the mark of a store: a backup can be asked and compared like one
BACKUP/quads/           the statements
BACKUP/tokens.json      only where asked for
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError

NAME = "kg-backup.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `made` is an ISO time in UTC, `revision` that of the graph; `files` has the SHA-256 of
    each file by its path in the backup."""

    made: str
    base: str
    revision: str
    documents: int
    files: dict[str, str]
    format: int = _FORMAT

    def write(self, folder: Path) -> None:
        """Puts it into a backup. Raises OSError."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")

    def complaints(self, folder: Path) -> list[str]:
        """Which files of a backup are not as they were written, one line each."""
        found = []
        for name, digest in sorted(self.files.items()):
            file = folder / name
            if not file.is_file():
                found.append(f"{name} is missing")
            elif hash_of(file) != digest:
                found.append(f"{name} is not as it was written")
        return found


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises `StoreError` where the folder is none."""
    try:
        noted = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = Manifest(**noted)
        names = [Path(name) for name in found.files]
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{folder} is not a backup of kg: it has no {NAME}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"{folder} is not a backup of kg: {NAME} is damaged") from error
    if found.format != _FORMAT:
        raise StoreError(
            f"the backup {folder} has format {found.format}; this version reads format {_FORMAT}"
        )
    if any(name.is_absolute() or ".." in name.parts for name in names):
        raise StoreError(f"the backup {folder} names files outside itself")
    return found


def hash_of(file: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
