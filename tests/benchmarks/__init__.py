"""Commands that run the product on data in open formats and write what a scorer reads.

    python -m tests.benchmarks              every benchmark whose data is at hand, as one table
    python -m tests.benchmarks.triples      open information extraction: a sentence a line → triples
    python -m tests.benchmarks.attribution  who says what: source, cue and content spans
    python -m tests.benchmarks.events       political events: who did what to whom
    python -m tests.benchmarks.documents    entities and claims of whole documents, with offsets
    python -m tests.benchmarks.parse        Universal Dependencies trees (CoNLL-U)
    python -m tests.benchmarks.names        named entities (IOB2)
    python -m tests.benchmarks.values       dates, times, money, numbers (IOB2)
    python -m tests.benchmarks.annotation   speed and memory of the language model
    python -m tests.benchmarks.coreference  what pronouns stand for (GUM)
    python -m tests.benchmarks.resolution   names grouped into entities
    python -m tests.benchmarks.expected     the seeds against what should come out of them
    python -m tests.benchmarks.speed        seconds, words per second, memory

All of them exit with 0 when done and 2 on unreadable input or wrong usage, with one line that says why.
"""
