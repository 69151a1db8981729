from __future__ import annotations

import io
import os
import threading

import pytest

import kg.export
from kg.errors import InputError
from kg.export import FORMATS
from kg.export.target import opened


def test_a_file_is_replaced_only_when_whole(tmp_path):
    file = tmp_path / "graph.nq"
    file.write_text("old")
    with pytest.raises(RuntimeError), opened(file) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["graph.nq"]
    with opened(file) as stream:
        stream.write(b"whole")
        assert file.read_text() == "old"
    assert file.read_text() == "whole"


def test_a_link_still_points_to_the_file(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with opened(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_pipe_is_written_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with opened(pipe) as stream:
        stream.write(b"through")
    reader.join(5)
    assert read == [b"through"]
    assert pipe.is_fifo()


def test_a_given_stream_stays_open():
    stream = io.BytesIO()
    with opened(stream) as same:
        same.write(b"x")
    assert not stream.closed


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_writes_the_same_bytes_to_a_stream_and_a_file(graph, tmp_path, format):
    file = tmp_path / f"graph{FORMATS[format].suffix}"
    stream = io.BytesIO()
    kg.export.write(graph, format, file)
    kg.export.write(graph, format, stream)
    assert file.read_bytes() == stream.getvalue() != b""


def test_an_unknown_format_is_named(graph, tmp_path):
    with pytest.raises(InputError, match="'dot'"):
        kg.export.write(graph, "dot", tmp_path / "x")
