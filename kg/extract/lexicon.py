"""Closed classes of English words that the rules rest on, by lemma. Facts about the language, no names.

Sources of the classes: Levin (1993) for verbs of communication, Karttunen (1971, 2012) for implicatives,
Kiparsky & Kiparsky (1970) for factives, Quirk et al. (1985) for modality and light verbs.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Neutral reporting: attributes its content and adds nothing of its own.
REPORTING = _words(
    "add announce answer begin cite comment conclude continue describe disclose emphasise emphasize "
    "explain find go indicate learn mention note observe point post publish quote read recall record "
    "relate remark reply report respond reveal say show signal state stress tell testify tweet underline "
    "underscore write"
)
# The barest of them: without content they claim nothing (“he said in a statement”).
SAYING = _words("add comment remark say tell")
# Speech acts: what was done by saying it is an event of its own.
SPEECH_ACTS = _words(
    "accuse acknowledge admit advise affirm agree allege appeal argue ask assert assure blame boast brief "
    "call caution charge claim complain concede condemn confirm contend criticise criticize decide "
    "declare decree demand denounce deny dismiss dispute estimate express forecast guarantee hint imply "
    "inform insist instruct maintain notify offer order pledge praise predict proclaim promise propose "
    "protest question reaffirm rebut recommend refuse refute reiterate reject remind repeat request rule "
    "speculate stipulate suggest swear threaten urge voice vow warn"
)
# Attitudes: attribute their content too, as something held rather than said.
ATTITUDES = _words(
    "anticipate assess assume believe consider doubt expect fear feel figure guess hear hope imagine "
    "intend judge know realise realize reckon regard see suppose suspect think understand view want wish "
    "worry"
)
CUES = REPORTING | SPEECH_ACTS | ATTITUDES
# Those whose holding is itself worth telling: “families fear → buildings collapse”.
NARRATED = SPEECH_ACTS | _words("doubt fear hope worry")

# Verbs whose infinitive is what matters, with what they do to it.
ASPECTUAL = _words("begin come continue go keep proceed resume start")
ENDING = _words("cease end finish halt quit stop")
INTENTION = _words(
    "agree aim ask attempt choose commit consent decide demand determine due expect hope intend likely "
    "mean need offer plan pledge poised prepare promise propose ready request scheduled seek set swear "
    "threaten try undertake vow want willing wish"
)
NEGATIVE_IMPLICATIVE = _words(
    "abstain avoid decline fail forget hesitate neglect omit pretend prevent refrain refuse resist"
)
POSITIVE_IMPLICATIVE = _words("bother dare get happen have help manage remember serve use")
APPEARING = _words("appear prove seem tend turn")

# Verbs whose infinitive carries the claim: “began pulling back”, “wants to withdraw”.
TRANSPARENT = ASPECTUAL | ENDING | INTENTION | NEGATIVE_IMPLICATIVE | POSITIVE_IMPLICATIVE | APPEARING

# Promises and threats: what is promised is both an act of the speaker and a claim of the speaker’s.
COMMISSIVES = _words("guarantee pledge promise swear threaten vow")

ADMITTING = _words("acknowledge admit confess")
DENIAL = _words("debunk deny discredit dismiss disprove dispute rebut refute reject retract")
DOUBT = _words("doubt question")
PROBABLE_CONTENT = _words(
    "allege anticipate appear assess assume believe claim consider estimate expect feel forecast hint "
    "imply indicate judge predict reckon seem suggest suppose suspect think"
)
POSSIBLE_CONTENT = _words("caution concern fear hope imagine speculate threaten warn wonder worry")

POSSIBLE_MODALS = _words("could may might")
FUTURE_MODALS = _words("'ll shall will wo would ’ll")
PROBABLE_MODALS = _words("must ought should")
PROBABLE_ADVERBS = _words(
    "allegedly apparently evidently likely ostensibly presumably probably purportedly reportedly "
    "seemingly supposedly"
)
POSSIBLE_ADVERBS = _words("conceivably maybe perhaps possibly potentially")
NEGATORS = _words("barely hardly n't neither never no nor not nowhere n’t scarcely")
PROBABLE_ADJECTIVES = _words("apparent believed expected likely poised presumed probable set thought")
POSSIBLE_ADJECTIVES = _words("conceivable doubtful possible unlikely")
FUTURE_ADJECTIVES = _words("due forthcoming imminent impending inevitable scheduled upcoming")

# Nouns that an “of” phrase is counted or cut by: they name no kind (“is one of the”).
PARTITIVES = _words(
    "group half kind lot majority many member most number one pair part rest series some sort type"
)
# Adverbs that link a sentence to the text, or comment on it.
LINKING = _words(
    "accordingly also anyway besides consequently finally furthermore hence however indeed instead meanwhile "
    "moreover namely nevertheless nonetheless otherwise rather so still then therefore though thus too"
)

# Predicates that judge a whole clause, or a claim as a noun.
TRUE = _words("true correct accurate right")
FALSE = _words(
    "false untrue unfounded baseless wrong incorrect groundless fabricated absurd nonsense unsubstantiated"
)
OPEN = _words("unclear unknown uncertain doubtful questionable disputed unconfirmed unproven unverified")

CONDITIONAL_MARKS = _words("assuming if provided unless whether")

# Nouns that carry content (“warnings that …”), with the verb that says the same.
CONTENT_NOUNS = {
    "warning": "warn", "announcement": "announce", "claim": "claim", "statement": "say", "report": "report",
    "fear": "fear", "concern": "fear", "worry": "worry", "hope": "hope", "belief": "believe",
    "promise": "promise", "pledge": "pledge", "vow": "vow", "threat": "threaten", "accusation": "accuse",
    "allegation": "allege", "assertion": "assert", "denial": "deny", "demand": "demand",
    "request": "request", "call": "call", "suggestion": "suggest", "proposal": "propose",
    "prediction": "predict", "assurance": "assure", "guarantee": "guarantee", "expectation": "expect",
    "doubt": "doubt", "suspicion": "suspect", "sign": "indicate", "indication": "indicate",
    "evidence": "indicate", "confirmation": "confirm", "admission": "admit", "argument": "argue",
    "insistence": "insist", "complaint": "complain", "view": "believe", "notion": "believe",
    "idea": "believe", "news": "report", "rumor": "report", "rumour": "report", "speculation": "speculate",
    "declaration": "declare", "conclusion": "conclude", "finding": "find", "assessment": "assess",
    "estimate": "estimate", "charge": "charge", "conviction": "believe", "confidence": "believe",
    "recommendation": "recommend", "order": "order", "decision": "decide", "agreement": "agree",
    "offer": "offer", "refusal": "refuse", "criticism": "criticize", "praise": "praise",
    "skepticism": "doubt", "scepticism": "doubt", "optimism": "hope", "caution": "caution",
    "intention": "intend", "plan": "plan", "reminder": "remind", "word": "say", "comment": "say",
    "remark": "say", "message": "say",
}  # fmt: skip
LIGHT = _words(
    "bring carry conduct deliver do express give have hold issue launch make offer provide publish put "
    "raise reiterate release renew repeat send sound take voice"
)
# Nouns for people who speak for what they belong to: “NATO officials warn” is NATO warning.
REPRESENTATIVES = _words("authority official")
# Nouns that tell something as a person does (“Poll: …”).
TELLING = _words("analysis memo police poll report source statement study survey witness")
# Adverbs of direction, part of the verb only when they follow it at once (“pulls back troops”).
DIRECTIONS = _words("ahead along apart around aside away back forth forward home together")

# Partitives and quantities: the head that counts is what follows “of”.
OBJECT_CONTROL = _words(
    "advise allow ask call cause command compel direct enable encourage expect force get help instruct "
    "invite lead need oblige order permit persuade press push request require task tell urge want warn"
)
# Verbs that hold an infinitive with its own subject to be true or to come.
EXPECTING = _words("assume believe consider expect find know predict suppose think understand")
# Those of them whose infinitive is only asked for, advised or wished.
WISHING = OBJECT_CONTROL - _words("allow cause compel enable expect force get help lead need permit")
# “accused Kyiv of planning”: the gerund is the object's act, and a claim of the subject's.
ACCUSING = _words("accuse blame charge suspect")
CONVICTING = _words("convict")  # the same, but found to be so
TIME_NOUNS = _words(
    "afternoon anniversary apr. april aug. august autumn century dawn day dec. decade december eve "
    "evening fall feb. february friday hour jan. january jul. july jun. june mar. march may midnight "
    "minute moment monday month morning night noon nov. november oct. october period quarter saturday "
    "season second sept. september spring summer sunday thursday time today tomorrow tonight tuesday "
    "wednesday week weekend winter year yesterday"
)
# Verbs that attribute an infinitive as an intention or a demand, and those that attribute a noun.
DECLARED_INTENTION = _words(
    "agree decline hope intend offer plan pledge promise propose refuse seek threaten vow want"
)
DEMANDING = _words("advise ask call encourage instruct invite order press request tell urge warn")
EVALUATION = _words(
    "announce attack back blast celebrate cite condemn criticise criticize decry defend deplore describe "
    "detail discuss embrace endorse explain hail highlight lament mention note oppose outline praise predict "
    "propose reveal slam support tout unveil welcome"
)
PREPOSITIONAL_CUES = frozenset(
    {
        *(
            "call for",
            "call on",
            "point to",
            "refer to",
            "complain about",
            "talk about",
            "speak of",
            "speak about",
        ),
        *("warn of", "warn against", "warn about", "accuse of", "object to", "argue for", "argue against"),
        *("appeal for", "hint at", "allude to", "apologize for", "apologise for", "ask for", "ask about"),
        *("worry about", "push for"),
    }
)
WEEKDAYS = _words("friday monday saturday sunday thursday tuesday wednesday")
ROLES = _words(
    "activist admiral adviser advisor ambassador analyst archbishop attorney author bishop captain chair "
    "chairman chairwoman chancellor chief coach colonel commander commissioner deputy diplomat director "
    "economist editor engineer envoy executive expert fellow foreign founder general governor head "
    "historian journalist judge king lawmaker lawyer leader lieutenant major manager marshal mayor member "
    "minister negotiator officer owner pope premier president prince princess professor prosecutor queen "
    "reporter representative researcher resident scientist secretary senator spokesman spokesperson "
    "spokeswoman writer"
)
