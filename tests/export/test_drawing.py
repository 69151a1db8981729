from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from kg.errors import InputError
from kg.export import drawing, layout, seeded
from kg.export.drawing import draw
from kg.export.figure import Figure
from kg.export.palette import TYPES
from kg.model import EntityType
from tests.support.networks import circles, linked, power_law, star, trees

ROOT = Path(__file__).parents[2]
needs_networkit = pytest.mark.skipif(not seeded.installed(), reason="networkit is not installed")


def digest(figure: Figure) -> str:
    columns = (figure.size, figure.community, figure.pagerank, figure.betweenness, figure.positions)
    return hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest()


SHAPES = {
    "power law": power_law(400, 1600),
    "circles": circles(400, 1200, 9),
    "star": star(400),
    "trees": trees(400),
    "nobody linked": linked(50),
    "one": linked(1),
    "one, about itself": linked(1, (0, 0)),
    "two, parallel": linked(2, (0, 1), (0, 1), (1, 0)),
    "nobody": linked(0),
}


@needs_networkit
@pytest.mark.parametrize("portion", SHAPES.values(), ids=SHAPES)
def test_every_node_has_its_mark(portion):
    figure = draw(portion, layout=True, measures=True)
    marks = list(figure.marks())
    assert len(marks) == portion.node_count
    for mark in marks:
        numbers = (mark.pagerank, mark.betweenness, mark.x, mark.y, mark.size)
        assert all(np.isfinite(number) for number in numbers)
        assert mark.community is not None and 0 <= mark.community < len(marks)
        assert 4 <= mark.size <= 40 + 1e-9
        assert 0 <= mark.betweenness <= 1
    assert figure.sampled == 0


def test_colours_are_those_of_the_types():
    figure = draw(linked(12), layout=False, measures=False)
    assert figure.colour == [TYPES[kind] for kind in EntityType]


def test_without_measures_and_layout_there_are_sizes_by_degree_and_colours():
    figure = draw(star(26), layout=False, measures=False)
    assert (figure.community, figure.pagerank, figure.betweenness, figure.positions) == (None,) * 4
    assert figure.size.tolist() == [20, *[4] * 25]
    assert "degree" in figure.notes[0]


@needs_networkit
def test_areas_stand_for_pagerank():
    figure = draw(power_law(200, 800), layout=False, measures=True)
    shown = figure.size > 4
    ratio = figure.size[shown] ** 2 / figure.pagerank[shown]
    assert ratio == pytest.approx(np.full(len(ratio), ratio[0]))
    assert "PageRank" in figure.notes[0]


@needs_networkit
def test_positions_come_by_default_with_graphs_that_are_not_large(monkeypatch):
    monkeypatch.setattr(drawing, "LAID_OUT", 30)
    assert draw(star(30)).positions is not None
    assert draw(star(31)).positions is None
    assert draw(star(31), layout=True).layout == layout.METHOD_OF_SMALL
    assert draw(star(30), layout=False).positions is None
    assert len(draw(star(31)).notes) == 1


@pytest.fixture
def without_networkit(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (drawing, seeded):
        monkeypatch.setattr(module, "installed", lambda: False)
    monkeypatch.setattr(layout, "FORCES", 20)


@pytest.mark.usefixtures("without_networkit")
def test_what_is_missing_is_left_out_and_said():
    figure = draw(star(30))
    assert (figure.community, figure.positions) == (None, None)
    assert [note.split(" left out")[0] for note in figure.notes[1:]] == [
        "Communities, PageRank and betweenness",
        "Positions",
    ]
    assert draw(star(20)).positions is not None


@pytest.mark.usefixtures("without_networkit")
@pytest.mark.parametrize("asked", ["layout", "measures"])
def test_what_is_missing_cannot_be_asked_for(asked):
    with pytest.raises(InputError, match="networkit, which is not installed"):
        draw(star(30), **{asked: True})


_PROGRAM = """
from tests.export.test_drawing import digest, draw
from tests.support.networks import circles, trees
print([digest(draw(portion, layout=True)) for portion in (circles(2300, 7000, 9), trees(500))])
"""


@needs_networkit
def test_figures_are_the_same_in_every_process():
    found = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env=os.environ | {"PYTHONHASHSEED": number, "OMP_NUM_THREADS": number},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for number in ("1", "4")
    }
    assert len(found) == 1


@needs_networkit
def test_figures_are_the_same_when_several_are_drawn_at_once():
    portion = circles(400, 1200, 9)
    alone, found = digest(draw(portion, layout=True)), []
    threads = [
        threading.Thread(target=lambda: found.append(digest(draw(portion, layout=True)))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 3


@needs_networkit
def test_networkit_has_its_threads_back():
    import networkit

    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(2)
    draw(star(10), measures=True)
    assert networkit.getMaxNumberOfThreads() == 2
    networkit.setNumberOfThreads(before)


def test_drawing_imports_nothing_heavy_before_it_is_needed():
    heavy = "{'networkit', 'networkx', 'scipy'} & {*sys.modules}"
    program = f"import sys, kg.cli, kg.graph, kg.export.drawing; print({heavy})"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
