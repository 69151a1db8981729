"""Where an export goes: a stream somebody opened, or a file or folder that appears only when it is whole."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from kg.errors import InputError

Part: TypeAlias = Callable[[str], AbstractContextManager[BinaryIO]]

ARCHIVE = ".zip"


@contextmanager
def opened(target: Path | BinaryIO) -> Iterator[BinaryIO]:
    """A binary stream to write `target` with; a stream given stays open afterwards.

    A regular file is replaced in one step at the end, or left as it was if writing fails.
    Devices and pipes (`/dev/stdout`) are written straight. Raises `OSError`.
    """
    if not isinstance(target, Path):
        yield target
        return
    final = Path(os.path.realpath(target))
    if final.exists() and not final.is_file():
        with final.open("wb") as stream:
            yield stream
        return
    with _draft(final, target) as draft:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(final)


@contextmanager
def opened_parts(target: Path | BinaryIO, names: Sequence[str]) -> Iterator[Part]:
    """Opens the files of an export that is made of several, by name and one after the other.

    A path that ends in “.zip”, one that is there and no folder, and a stream get one archive, the same bytes
    for the same parts; any other path a folder, which is replaced as a whole or left as it was.

    Raises:
        InputError: the folder is there and has other things in it than files of these names.
        OSError: it cannot be written.
    """
    if isinstance(target, Path) and _is_folder(target):
        with _folder(target, names) as draft:
            yield lambda name: cast(AbstractContextManager[BinaryIO], (draft / name).open("wb"))
        return
    with opened(target) as stream, zipfile.ZipFile(stream, "w") as archive:
        yield lambda name: _entry(archive, name)


def _is_folder(target: Path) -> bool:
    return target.is_dir() or not (target.exists() or target.suffix.lower() == ARCHIVE)


def _entry(archive: zipfile.ZipFile, name: str) -> AbstractContextManager[BinaryIO]:
    # ZipInfo's own date is fixed, so that the same graph gives the same archive.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return cast(AbstractContextManager[BinaryIO], archive.open(entry, "w", force_zip64=True))


@contextmanager
def _folder(target: Path, names: Sequence[str]) -> Iterator[Path]:
    final = Path(os.path.realpath(target))
    _require_ours(final, target, names)
    with _draft(final, target) as draft:
        draft.mkdir()
        yield draft
        _require_ours(final, target, names)
        if not final.exists():
            draft.rename(final)
            return
        old = draft.with_suffix(".old")
        final.rename(old)
        try:
            draft.rename(final)
        except BaseException:
            old.rename(final)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _require_ours(folder: Path, target: Path, names: Sequence[str]) -> None:
    """Sees to it that nothing is lost with a folder but an earlier export."""
    if folder.exists() and any(one.name not in names or not one.is_file() for one in folder.iterdir()):
        raise InputError(
            f"{target}: this folder has other things in it than {' and '.join(names)}, "
            "and would be replaced: name a new one"
        )


@contextmanager
def _draft(final: Path, target: Path) -> Iterator[Path]:
    """A place beside the final one, of which nothing is left in the end."""
    draft = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        yield draft
    except OSError as error:
        if error.filename == str(draft):
            error.filename, error.filename2 = str(target), None  # the draft is no name that anybody gave
        raise
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        with suppress(OSError):
            draft.unlink(missing_ok=True)
