"""`kg backup`, `kg restore`, `kg verify`, `kg diff`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path


def test_there_and_back(built, tmp_path: Path):
    outcome = built("backup", "copy")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("kg: backed up 2 documents to copy, revision ")
    assert len(built("documents", "--store", "copy").out.splitlines()) == 2
    refused = built("restore", "copy")
    assert refused.code == 1
    assert refused.err.startswith(f"kg: error: {tmp_path / 'store'} is not empty: name another folder")
    assert built("restore", "copy", "--store", "other").code == 0
    assert built("documents", "--store", "other").out == built("documents").out
    assert built("restore", "copy", "--force").code == 0


def test_a_sound_store_says_so(built):
    outcome = built("verify")
    assert outcome.code == 0
    first, second = outcome.out.splitlines()
    assert first.startswith("sound: 2 documents, ")
    assert second.startswith("revision ")
    report = json.loads(built("verify", "--quick", "--json").out)
    assert (report["findings"], report["documents"], second.split()[1]) == ([], 2, report["revision"])


def test_an_unsound_store_is_a_failure_and_the_remedy_works(built, tmp_path: Path):
    index = tmp_path / "store" / "index.sqlite"
    with sqlite3.connect(index) as connection:
        connection.execute("DELETE FROM name WHERE entity = 'Russia'")
    connection.close()
    outcome = built("verify", "--quick")
    assert outcome.code == 1
    wrong, remedy, state, _ = outcome.out.splitlines()
    assert wrong.startswith("wrong: the index: the table name ")
    assert remedy == "  do: delete index.sqlite in the store: it is made anew"
    assert state.startswith("1 things wrong: ")
    index.unlink()
    assert built("build", "articles").code == 0
    assert built("verify", "--quick").code == 0


def test_what_two_stores_differ_in(built, articles: Path):
    assert built("backup", "copy").code == 0
    (articles / "two.txt").write_text("Kyiv: Russia withdraws troops.\n", "utf-8")
    (articles / "three.txt").write_text("NATO thanks Kyiv.\n", "utf-8")
    assert built("build", "articles").code == 0
    outcome = built("diff", "copy", "store")
    assert outcome.code == 0
    lines = [line if line.startswith(" ") else line[:2] for line in outcome.out.splitlines()]
    assert lines == [
        "+ ",
        "    + NATO —thanks→ Kyiv [publisher, positive/certain/nonfuture]",
        "~ ",
        "    - Russia —withdraws→ troops [Kyiv, negative/certain/nonfuture]",
        "    + Russia —withdraws→ troops [Kyiv, positive/certain/nonfuture]",
    ]
    assert outcome.err == "kg: 1 documents added, 0 removed, 1 changed, 1 the same\n"
    found = json.loads(built("diff", "copy", "store", "--json").out)
    assert [change["change"] for change in found["documents"]] == ["added", "changed"]
    assert found["documents"][0]["added"][0]["object"] == "Kyiv"
    assert json.loads(built("diff", "store", "store", "--json").out)["documents"] == []


def test_a_server_is_backed_up_by_its_own_means(run):
    outcome = run("backup", "copy", "--store", "sparql+http://user:secret@127.0.0.1:9/")
    assert outcome.code == 1
    assert "is on another server" in outcome.err
    assert "secret" not in outcome.err
