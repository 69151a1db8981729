"""Labels of sections, links to other articles, calls to share, subscribe and write."""

from __future__ import annotations

import re

# whole lines, in any case, with or without a closing colon or arrow
_LABELS = re.compile(
    "(?:"
    + "|".join(
        (
            r"(?:the )?latest(?: (?:news|stories|headlines|updates|articles|posts|from .{1,30}))?",
            r"breaking(?: news)?|live(?: updates?| blog)?|(?:top )?(?:stories|news|headlines)|news in brief",
            r"related(?: (?:stor(?:y|ies)|articles?|content|coverage|topics?|links|posts|news|tags))?",
            r"more (?:stories|news|coverage|to read|like this|(?:on|from|in|about) .{1,60})",
            r"see (?:also|more)|also read|read (?:also|more|next)|up next|what to read next|don[’']t miss",
            r"(?:recommended|trending|popular)(?: (?:stories|articles|reading|now|today|posts|for you))?",
            r"most (?:read|popular|viewed|shared|commented)|editor[’']?s[’']? (?:picks?|choice|notes?)",
            r"(?:sponsored|paid|partner)(?: (?:content|posts?|links?))?|promoted",
            r"advertise?ments?|advertising",
            r"(?:story|article) continues (?:below|after).{0,40}|continue reading(?: below)?",
            r"skip (?:past|to|advert).{0,60}|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)",
            r"(?:post )?tags|topics|share|newsletters?|subscribe|sign (?:up|in)|log ?in|menu|home|search",
            r"world|politics|opinion|analysis|explainer|business|sports?|culture|science|technology|health",
            r"videos?|photos|gallery|watch|listen|print|e-?mail|tweet|about us",
            r"contact(?: us)?|about the authors?",
            r"privacy policy|terms of (?:use|service)|key (?:points|takeaways)|at a glance",
            r"more (?:follows|to follow)|ends",
        )
    )
    + r")\s?[:>»›…]*",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:newsletters?|inbox|podcasts?|app|twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|tiktok"
    r"|alerts?|updates|e-?mails?|channel)"
)
_SHARING = (
    r"(?:share|tweet|e-?mail|print|save|facebook|twitter|whatsapp|telegram|linkedin|reddit|messenger|pinterest"
    r"|copy link|bookmark|like|on|via|by|to|this|article|story|page|with|friends?|and|or)"
)
_RULES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # “Read more: Dam holds as river falls”
        r"(?:read (?:more|also|next)|also read|see (?:also|more)|related(?: \w+)?|more on this(?: story)?"
        r"|up next|also in the news|don[’']t miss|recommended|watch(?: now| live| more)?"
        r"|listen(?: now)?|in pictures|in case you missed it|icymi|tags?|topics|filed under"
        r"|categor(?:y|ies)|advertisement|share)"
        r" ?(?:[:|>»›]| [–—-]) ?\S.*",
        r"(?:click|tap|go) here (?:to|for) .+",
        r"(?:read|see|view|find) (?:the |more |a )?(?:rest|full|whole|entire|original|more|complete)\b"
        r".{0,60}?\b(?:here|story|article|report|post|transcript|statement)(?: (?:here|at|on) .{0,40})?\.?",
        r"(?:read|see|watch|listen to) (?:it|more|the (?:rest|video|interview|clip))\b.{0,30}"
        r" (?:here|below|above)\.?",
        rf"{_SHARING}(?:(?: ?[,|/•·] ?| ){_SHARING}){{1,11}}",
        r"(?:please )?(?:subscribe|sign up|follow (?:us|me|him|her|them)|like us|join (?:us|our)|register"
        r"|download|get|receive|stay (?:up to date|informed|connected)|never miss)\b"
        rf"[^“”\"]{{0,160}}\b{_PLACE}\b[^“”\"]{{0,80}}",
        r"follow (?:\S+ ){1,6}on"
        r" (?:twitter|facebook|instagram|telegram|x|youtube|linkedin|tiktok|social media)\b.{0,60}",
        r"(?:please )?(?:subscribe|sign up|register|download)\b[^“”\"]{0,160} here\.?",
        r"follow @\w+\.?",
        r"(?:(?:press |media )?contacts?|e-?mail|phone|tel) ?: [^.!?]{1,100}\.?",
        r"(?:e-?mail|contact|write to|tips)\b[^“”\"]{0,80}[\s:][\w.+-]{1,64}@[\w.-]{1,200}.{0,60}",
    )
)


def matches(line: str) -> bool:
    """Whether `line` labels a section or leads away from the article."""
    return _LABELS.fullmatch(line) is not None or any(form.fullmatch(line) for form in _RULES)
