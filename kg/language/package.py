"""The pipeline as spaCy loads it: `spacy.load("kg")`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.vocab import Vocab

# What the config names must be registered.
from kg.language import annotator, tokenizer, values  # noqa: F401

CONFIG = Path(__file__).parent / "config.cfg"
NONE = util.SimpleFrozenList()  # spaCy tells “not given” from an empty list


def load(
    *,
    vocab: Vocab | bool = True,
    disable: str | Iterable[str] = NONE,
    enable: str | Iterable[str] = NONE,
    exclude: str | Iterable[str] = NONE,
    config: Mapping[str, Any] = util.SimpleFrozenDict(),
) -> Language:
    """A new pipeline with the model of the package; arguments as those of `spacy.load`.

    >>> load(config={"components.kg_annotator.threads": 2}).config["components"]["kg_annotator"]
    {'factory': 'kg_annotator', 'threads': 2}
    """
    changes = util.dot_to_dict(util.dict_to_dot(dict(config), for_overrides=True))
    return util.load_model_from_config(
        util.load_config(CONFIG).merge(changes),
        meta=_meta(),
        vocab=vocab,
        disable=disable,
        enable=enable,
        exclude=exclude,
        auto_fill=True,
    )


def components() -> list[str]:
    """The names of the components, in order."""
    names: list[str] = util.load_config(CONFIG)["nlp"]["pipeline"]
    return names


def _meta() -> dict[str, Any]:
    """What `nlp.meta` says of the pipeline."""
    package = metadata("kg")
    return {
        "lang": "en",
        "name": "kg",
        "version": package["Version"],
        "description": "English sentences, tags, lemmas, Universal Dependencies trees and names",
        "license": "CC-BY-SA-4.0",  # of the weights
    }


def any_length() -> Callable[[Language], Language]:
    """Lifts the limit on the length of a text: what is read at a time is bounded, not the text."""

    def lift(nlp: Language) -> Language:
        nlp.max_length = 10**9
        return nlp

    return lift


util.registry.callbacks.register("kg.any_length.v1", func=any_length)
