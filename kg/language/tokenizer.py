"""spaCy's English tokenizer, brought closer to how the UD English treebanks cut words."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

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
OTHERS = (
    "vs No Nos Vol Fig Figs al approx cf dept est ca Inc Ltd Corp Co Bros Ave Blvd Rd Mt Ft Univ"
).split()
MAY_END = frozenset(
    {"etc.", "Inc.", "Ltd.", "Corp.", "Co.", "Jr.", "Sr.", "a.m.", "p.m.", "U.S.", "U.K.", "U.N.", "D.C."}
)
ABBREVIATIONS = frozenset(f"{word}." for word in (*TITLES, *MONTHS, *OTHERS)) | MAY_END

_ALPHA = r"[^\W\d_]"
_PREFIXED = re.compile(rf"^(?:{'|'.join(PREFIXES)})-\w+$", re.IGNORECASE)


def install(nlp: Language) -> None:
    """Give `nlp` the adapted tokenizer rules."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    defaults = [rule for rule in nlp.Defaults.infixes or [] if "(?:-|" not in str(rule)]
    own = [
        rf"(?<={_ALPHA})(?:-|–|—|--|---|——|~)(?={_ALPHA})",
        r"(?<=\d)[-–—](?=[\w$€£])",
        rf"(?<={_ALPHA})[–—](?=\d)",
        r"(?<=\w)/(?=\w)",
        r"(?<=[”\"’)\]])[—–](?=\w)",
    ]
    tokenizer.infix_finditer = compile_infix_regex([*defaults, *own]).finditer
    match = tokenizer.token_match
    tokenizer.token_match = lambda text: (match(text) if match else None) or _PREFIXED.match(text)
    for word in sorted(ABBREVIATIONS):
        tokenizer.add_special_case(word, [{ORTH: word}])
