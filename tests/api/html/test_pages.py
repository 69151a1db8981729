"""The pages: linked, marked, escaped, without script."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from api.html.pages import outside
from tests.api.readings import HOSTILE

HTML = {"Accept": "text/html"}


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), address
    return html.fromstring(answer.data.decode("utf-8"))


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
        assert answer.status_code == 200, address
        if answer.mimetype != "text/html":
            continue
        tree = html.fromstring(answer.data.decode("utf-8"))
        ids = set(tree.xpath("//@id"))
        for link in tree.xpath("//a/@href | //link/@href | //form/@action"):
            target, fragment = urldefrag(urljoin(address, link))
            if urlsplit(target).scheme:
                assert target.startswith("https://")
                continue
            assert not fragment or target != address or fragment in ids
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 40


def test_the_front_page_says_what_this_is(client: FlaskClient) -> None:
    tree = page(client, "/")
    assert texts(tree, "//h1") == ["A graph of tests"]
    assert "6 claims read from 3 documents" in texts(tree, "//p")[0]
    assert {"Russia", "NATO"} <= set(texts(tree, "//ol//a"))
    assert "Troops to go back, Moscow says" in texts(tree, "//ul//a")


def test_an_entity_with_the_sentences_behind_it(client: FlaskClient) -> None:
    tree = page(client, "/entity/NATO")
    headings = texts(tree, "//h3")
    assert {"warns attack imminent", "not sees sign of de-escalation", "attack is imminent"} <= set(headings)
    article = tree.xpath("//article[contains(., 'not') and contains(., 'de-escalation')]")[0]
    assert texts(article, ".//mark[@class='subject']") == ["We"]
    assert texts(article, ".//mark[@class='relation']") == ["have not seen"]
    assert texts(article, ".//mark[@class='object']") == ["sign of de-escalation"]
    assert texts(article, ".//mark[@class='cue']") == ["said"]
    assert texts(article, ".//ul[@class='badges']/li")[:2] == [
        "claimed by Jens Stoltenberg (“said”)",
        "negated",
    ]
    assert "narrated by Example Herald" in texts(tree, "//li")


def test_incoming_relations(client: FlaskClient) -> None:
    assert "Russia moves troops garrisons" in texts(page(client, "/entity/garrison"), "//h3")


def test_a_document_shows_all_its_sentences(client: FlaskClient) -> None:
    tree = page(client, "/document/denial-1")
    sentences = texts(tree, "//article[@class='sentence']/p")
    assert sentences[0].startswith("“We have not seen") and sentences[-1] == "Nothing was decided."
    assert len(sentences) == 3
    assert texts(tree, "//mark[@class='mention']")[-1] == "Київ 😀"


def test_a_claim_shows_how_it_was_read(client: FlaskClient) -> None:
    tree = page(client, "/claim/c-warns")
    assert "SpeechAct" in tree.text_content()
    assert "attack is imminent" in " ".join(texts(tree, "//section//li"))
    assert "“Tuesday”: 2022-02-15" in page(client, "/claim/c-unseen").text_content()


def test_search(client: FlaskClient) -> None:
    assert "Russia" in texts(page(client, "/search?q=russ"), "//ol//a")
    assert "No entity has a name like that" in page(client, "/search?q=zzz").text_content()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"/entity/{quote(HOSTILE.key, safe='')}",
        "/entity/Russia",
        "/document/hostile-1",
        f"/claim/{quote('c/lied?<x>', safe='')}",
        "/search?q=%3Cscript%3Ealert",
        "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/sparql?query=ASK%7B%7D%23%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/sparql?query=" + quote("SELECT * { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label }"),
    ],
)
def test_nothing_from_outside_becomes_markup(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200
    tree = html.fromstring(answer.data.decode("utf-8"))
    assert not tree.xpath("//script | //img | //b | //i | //u | //em | //iframe | //style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert not [link for link in tree.xpath("//@href") if re.match(r"\s*(javascript|data):", link, re.I)]


def test_the_hostile_sentence_is_whole(client: FlaskClient) -> None:
    tree = page(client, f"/claim/{quote('c/lied?<x>', safe='')}")
    assert texts(tree, "//blockquote") == [
        "<script>alert('label')</script> said </mark><b>Russia</b> & \"others\" lied."
    ]


def test_headers_keep_scripts_out(client: FlaskClient) -> None:
    for address in ("/", "/nothing", "/v1/stats", "/static/pages.css", "/sparql?query=bad"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("iso3166:UA", "https://www.iso.org/obp/ui/#iso:code:3166:UA"),
        ("wikidata:Q159", "https://www.wikidata.org/wiki/Q159"),
        ("https://example.org/x", "https://example.org/x"),
        ("javascript:alert(1)", None),
        ("https:alert(1)", None),
        ("unknown:x", None),
        ("", None),
    ],
)
def test_outside_links(link: str, address: str | None) -> None:
    assert outside(link) == address
