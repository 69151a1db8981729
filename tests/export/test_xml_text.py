from __future__ import annotations

from hypothesis import given
from lxml import etree

from kg.export.xml_text import escaped, xml_text
from tests.support.portions import TEXT


@given(text=TEXT)
def test_parsers_read_what_was_escaped(text):
    root = etree.fromstring(f"<a b=\"{escaped(text)}\" c='{escaped(text)}'>{escaped(text)}</a>".encode())
    assert root.get("b") == root.get("c") == (root.text or "") == xml_text(text)


@given(text=TEXT)
def test_only_what_xml_forbids_is_dropped(text):
    kept = iter(text)
    assert all(character in kept for character in xml_text(text))
    assert xml_text(xml_text(text)) == xml_text(text)


def test_scripts_and_symbols_stay():
    for text in ("مرحبا\u200f", "Ünïcödé", "🇺🇦 👩‍🚀", "\u2028", "\x85", "\U0010ffff"):
        assert xml_text(text) == escaped(text) == text
