"""spaCy's English tokenizer, brought closer to how the UD English treebanks cut words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.attrs import NORM
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

NAME = "kg.Tokenizer.v1"

# A hyphen is a token between letters or digits, except after these: the treebanks keep “re-elected” whole.
PREFIXES = (
    "anti ante ben bi co counter cross de e ex extra inter intra macro mega micro mid mini multi neo "
    "non over pan para post pre pro pseudo psycho quasi re semi socio sub super supra trans tri ultra "
    "un under"
).split()

# Abbreviations with their full stop: one token, and no sentence ends there unless the text shows it.
TITLES = (
    "Mr Mrs Ms Mx Dr Prof Gen Lt Col Maj Capt Cmdr Adm Brig Sgt Cpl Pvt Sen Rep Gov Pres Amb Hon Rev "
    "Fr St Sr Jr Msgr Supt Insp Det Atty"
).split()
MONTHS = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"]
OTHERS = ("vs Nos Vol Fig Figs al approx cf dept est ca Inc Ltd Corp Co Bros Ave Blvd Rd Mt Ft Univ").split()
MAY_END = frozenset(
    {"etc.", "Inc.", "Ltd.", "Corp.", "Co.", "Jr.", "Sr.", "a.m.", "p.m.", "U.S.", "U.K.", "U.N.", "D.C."}
)
ABBREVIATIONS = frozenset(f"{word}." for word in (*TITLES, *MONTHS, *OTHERS)) | MAY_END

# spaCy serialises a `token_match` as the pattern it is the method of, so the flag is inside the pattern.
_WHOLE = re.compile(
    rf"(?i)^(?:(?:{'|'.join(PREFIXES)})-\w+"
    r"|\d{1,2}/\d{1,2}/\d{2,4}"  # a date
    r"|(?:\d{3}-)?\d{3}-\d{4}"  # a telephone number
    r"|#\w*[a-z]\w*|[’'‘]\d0s)$"
)
_ALPHA = r"[^\W\d_]"
_INFIXES = (
    rf"(?<={_ALPHA})(?:-|–|—|--|---|——|~)(?={_ALPHA})",
    r"(?<=\d)[-–—](?=[\w$€£])",
    rf"(?<={_ALPHA})[–—](?=\d)",
    rf"(?<={_ALPHA})-(?=\d)",
    r"(?<=\w)/(?=\w)",
    r"(?<=[”\"’)\]])[—–](?=\w)",
)

# What spaCy keeps whole and the treebanks do not; single letters stand behind a number (“$2m.”).
_CUT = ("and/or", "g.", "k.", "m.", "t.")

# A row of one sign is one token, whatever it touches: “=====”, “!!”, “$$$”.
_ROWS = (*(rf"{re.escape(sign)}{{3,}}" for sign in "=*_~#+-"), r"[!?]{2,}", r"\${2,}", r"<{2,}", r">{2,}")

# spaCy's time for a stretch without blanks grows with its square (“((((…”): longer ones are cut.
LONGEST = 300  # code points
_LONG = re.compile(rf"(?<!\S)\S{{{LONGEST + 1},}} ?")
_PIECE = re.compile(rf"\S{{1,{LONGEST // 3}}} ?")
_SURROGATE = re.compile("[\ud800-\udfff]")


class WordCutter(Tokenizer):  # type: ignore[misc]  # compiled, without types
    """A spaCy tokenizer for any text. Stretches of more than LONGEST code points without a blank are cut into
    tokens of at most a third of that; a surrogate without its pair, for which UTF-8 has no place, becomes
    U+FFFD, so that all offsets are kept.
    """

    def __call__(self, text: str) -> Doc:
        """The tokens of a text, nothing else annotated; `doc.text` is the text but for lone surrogates."""
        text = _SURROGATE.sub("\ufffd", text)
        docs = list(map(super().__call__, _parts(text)))
        return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False, attrs=[NORM])


def _parts(text: str) -> Iterator[str]:
    """The text in order, cut only inside and beside long stretches; a blank stays with what is before it."""
    done = 0
    for long in _LONG.finditer(text):
        if long.start() > done:
            yield text[done : long.start()]
        yield from _PIECE.findall(long[0])
        done = long.end()
    if done < len(text) or not text:
        yield text[done:]


def create() -> Callable[[Language], Tokenizer]:
    """What makes the tokenizer of a pipeline, from the defaults of its language and the rules above."""

    def tokenizer(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        infixes = [rule for rule in defaults.infixes or [] if "(?:-|" not in str(rule)]
        exceptions = defaults.tokenizer_exceptions or {}
        own = {word: [{ORTH: word}] for word in sorted(ABBREVIATIONS)}
        return WordCutter(
            nlp.vocab,
            rules={word: cut for word, cut in exceptions.items() if word not in _CUT} | own,
            prefix_search=compile_prefix_regex([*_ROWS, *(defaults.prefixes or [])]).search,
            suffix_search=compile_suffix_regex([*_ROWS, *(defaults.suffixes or [])]).search,
            infix_finditer=compile_infix_regex([*_ROWS, *infixes, *_INFIXES]).finditer,
            token_match=_WHOLE.match,
            url_match=defaults.url_match,
        )

    return tokenizer


registry.tokenizers.register(NAME, func=create)
