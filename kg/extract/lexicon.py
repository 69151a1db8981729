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
    "anticipate assess assume believe consider discover doubt expect fear feel figure forget guess hear hope "
    "imagine intend judge know realise realize reckon regard regret see suppose suspect think understand "
    "view want wish worry"
)
CUES = REPORTING | SPEECH_ACTS | ATTITUDES
# Those whose holding is itself worth telling: “families fear → buildings collapse”.
NARRATED = SPEECH_ACTS | _words("doubt fear hope worry")

# Verbs whose infinitive is what matters, with what they do to it.
ASPECTUAL = _words("begin come continue go keep proceed resume start")
ENDING = _words("cease end finish halt quit stop")
INTENTION = _words(
    "about agree aim ask attempt bind bound choose commit consent decide demand determine due eager expect "
    "hope intend keen likely mean need offer plan pledge poised prepare promise propose ready request "
    "schedule scheduled seek set slate slated swear threaten try undertake unlikely vow want willing wish"
)
# Adjectives whose infinitive is not done, and those that only carry it.
UNABLE = _words("impotent incapable powerless reluctant unable unwilling")
ABLE = _words("able free")
NEGATIVE_IMPLICATIVE = _words(
    "abstain avoid decline fail forget hesitate neglect omit pretend prevent refrain refuse resist"
)
# With “from” or “against” and a gerund: what does not come about (Levin 1993, verbs of forbidding and keeping
# from); a ban is about what is to come.
HINDERING = _words(
    "abstain ban bar block decide desist deter discourage dissuade forbid hinder keep outlaw preclude "
    "prevent prohibit refrain restrain stop vote"
)
BANNING = _words("ban bar forbid outlaw prohibit")
KEEPING = _words("abstain desist hinder keep prevent refrain restrain stop")  # if not, it does come about
POSITIVE_IMPLICATIVE = _words("bother dare get happen have help manage remember serve use")
APPEARING = _words("appear prove seem tend turn")

# Verbs whose infinitive carries the claim: “began pulling back”, “wants to withdraw”.
TRANSPARENT = ASPECTUAL | ENDING | INTENTION | NEGATIVE_IMPLICATIVE | POSITIVE_IMPLICATIVE | APPEARING

# Claims of the subject's own acts: “claimed to have captured the town”.
PROFESSING = _words("claim profess purport")
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
# Markers of what is not done or not meant.
EXCLUDING = frozenset({"without", "instead of", "rather than"})
PROBABLE_ADJECTIVES = _words("apparent believed expected likely poised presumed probable set thought")
POSSIBLE_ADJECTIVES = _words("conceivable doubtful possible unlikely")
FUTURE_ADJECTIVES = _words("due forthcoming imminent impending inevitable scheduled upcoming")

# Verbs whose second object says what the first becomes or is (Levin 1993, classes 29.1–29.4).
APPOINTING = _words(
    "appoint baptize call choose christen consider crown declare deem designate dub elect find keep label "
    "make name nominate proclaim rename render think vote"
)
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
# Marks of what is only reckoned with, or only seems so; their main clause is not conditioned.
SUPPOSING_MARKS = frozenset({"in case", "as if", "as though", "lest"})
# “urged that he be freed”, “it is vital that he is freed” (Quirk et al. 1985, mandative subjunctive).
MANDATIVE = _words(
    "advise ask command decree demand direct insist instruct move order propose recommend request require "
    "stipulate suggest urge"
)
VITAL = _words(
    "advisable critical crucial desirable essential imperative important mandatory necessary urgent vital"
)
# Nouns by which a “that” clause is only possible.
POSSIBILITIES = _words("chance danger likelihood possibility probability prospect risk")
# Verbs whose negation is that of what they report, and those that hold it to be so (Kiparsky & Kiparsky
# 1970).
NEG_RAISING = _words("anticipate believe expect feel imagine intend reckon suppose think want")
FACTIVE = _words(
    "detect discover forget know learn mind notice realise realize recognise recognize regret remember "
    "resent reveal"
)
# Adverbs by which the one who reports takes back what is reported.
FALSELY = _words("erroneously falsely incorrectly mistakenly untruthfully wrongfully wrongly")
# Before a verb: it did not happen. Not of verbs of measure: what almost doubled rose.
NEARLY = _words("almost nearly")
MEASURING = _words("double halve quadruple quintuple treble triple")

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
# “The outage raised fears that …”: what is raised is held by others than what raises it; of a person or
# a body this is not so sure of some of them (“lawmakers raised concerns that …”).
RAISING = _words("bring raise renew")
RAISED = _words("expectation fear hope speculation suspicion worry")
RAISED_BY_EVENTS = _words("concern doubt")
# Nouns for people who speak for what they belong to: “NATO officials warn” is NATO warning.
REPRESENTATIVES = _words("authority official")
# Nouns that tell something as a person does (“Poll: …”).
TELLING = _words("analysis memo police poll report source statement study survey witness")
# “in the view of economists”: what stands beside it is theirs.
VIEWS = _words("estimation judgement judgment opinion view word")
# Verbs of criticism or demand that are acts of force where the object is no person, body or statement.
FORCEFUL = _words("attack blast press slam")
# Adverbs of direction, part of the verb only when they follow it at once (“pulls back troops”).
DIRECTIONS = _words("ahead along apart around aside away back forth forward home together")

# Partitives and quantities: the head that counts is what follows “of”.
OBJECT_CONTROL = _words(
    "advise allow ask call cause command compel direct enable encourage expect force get help instruct "
    "invite lead need oblige order permit persuade press push request require task tell urge want warn"
)
# The same behind a preposition: “called on Chad to release the poet”.
PREPOSITIONAL_CONTROL = frozenset(
    {
        *("appeal to", "bank on", "call on", "call upon", "count on", "depend on", "look to", "plead with"),
        *("pray for", "press for", "prevail on", "push for", "rely on", "shout to", "signal to", "wait for"),
    }
)
# Verbs whose object is sent or engaged to do what a purpose says.
SENDING = _words("appoint assign deploy dispatch employ engage hire recruit send")
# What is sent to say something, not to do it.
WRITINGS = _words("cable card document e-mail email invitation letter note package parcel text")
# Verbs with a bare noun that has no meaning of its own (Quirk et al. 1985, 16.58).
FIXED_OBJECTS = frozenset(
    {
        *("give birth", "give rise", "give way", "keep pace", "make headway", "make way", "set sail"),
        *("take aim", "take effect", "take hold", "take office", "take part", "take place", "take shape"),
    }
)
# Prepositions of three words by the first two (Quirk et al. 1985, 9.11); the third is the noun's.
COMPLEX_PREPOSITIONS = {
    "in accordance": "with", "in addition": "to", "in cooperation": "with", "in compliance": "with",
    "in connection": "with", "in contact": "with", "in exchange": "for", "in favor": "of",
    "in favour": "of", "in line": "with", "in need": "of", "in preparation": "for", "in reaction": "to",
    "in response": "to", "in retaliation": "for", "in return": "for", "in search": "of",
    "in support": "of", "on behalf": "of",
}  # fmt: skip
# Prepositions of place.
PLACING = _words(
    "across along around at beneath beside in inside near off on outside throughout under within"
)
# Nouns that take up a whole sentence (“…, a move that …”).
SENTENTIAL_NOUNS = _words(
    "act blow boost change decision development gesture measure move setback shift sign step tactic"
)
# Verbs that hold an infinitive with its own subject to be true or to come.
EXPECTING = _words("assume believe consider expect find know predict suppose think understand")
# Verbs that wish for what an infinitive with its own subject says (“wants Turkey to leave”).
PREFERRING = _words("desire hate like love need prefer want wish")
# Those of them whose infinitive is only asked for, advised or wished.
WISHING = OBJECT_CONTROL - _words("allow cause compel enable expect force get help lead need permit")
# “accused Kyiv of planning”: the gerund is the object's act, and a claim of the subject's.
ACCUSING = _words("accuse blame charge indict investigate prosecute sue suspect")
CONVICTING = _words("convict")  # the same, but found to be so
ASKING = _words("ask challenge grill press question quiz")
TIME_NOUNS = _words(
    "a.m. afternoon anniversary apr. april aug. august autumn century dawn day dec. decade december eve "
    "evening fall feb. february friday hour jan. january jul. july jun. june mar. march may midnight "
    "minute moment monday month morning night noon nov. november o'clock o’clock oct. october p.m. period "
    "quarter saturday season second sept. september spring summer sunday thursday time today "
    "tomorrow tonight tuesday wednesday week weekend winter year yesterday"
)
# Verbs of two objects of which the money is the lesser (“fined Google €2bn”).
FINING = _words("bill charge fine tax")
# Nouns of which a relative clause without pronoun tells the manner, time or reason (“the way they work”).
ADVERBIAL_NOUNS = TIME_NOUNS | {"reason", "way"}
# Nouns whose infinitive is an act of the one who has them (“a plan to leave”).
INTENTION_NOUNS = _words(
    "agreement aim attempt bid commitment decision effort intention move offer plan pledge promise threat vow"
)
# What “is to end the war” and does not end it: nouns that an infinitive says the content of.
PURPOSES = INTENTION_NOUNS | _words(
    "alternative ambition answer challenge choice desire dream duty function goal hope idea job key mandate "
    "mission objective option point policy priority problem purpose recommendation remedy request role "
    "solution step strategy task temptation way wish work"
)
# Verbs that take no object; most by their use in EWT and GUM (train), where under 6 % have one.
INTRANSITIVE = _words(
    "apologise apologize arise arrive belong collapse come compete depend die differ disappear emerge evolve "
    "exist fall flow go happen intervene jump last laugh listen live occur participate react rely resign "
    "respond result retire rise sit sleep smile stay talk travel vanish wait work"
)
# What an “of” phrase of time is cut by.
PARTS_OF_TIME = _words("beginning close end eve height middle start turn")
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
    (
        "accuse of, allude to, apologise for, apologize for, appeal for, argue against, argue for, "
        "ask about, ask for, call for, call on, complain about, hint at, object to, point to, push for, "
        "refer to, speak about, speak of, talk about, warn about, warn against, warn of, worry about"
    ).split(", ")
)
# With a particle a verb of saying seldom says anything (“called off the search”); these do.
PHRASAL_CUES = frozenset({"point out", "read out", "rule out"})
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
