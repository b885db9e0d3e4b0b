"""Words and tags that several of the readings turn on."""

FINITE = frozenset({"VBD", "VBP", "VBZ"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
LIKE_BASE = frozenset("burst cast cost cut hit hurt put set shed shut split spread".split())
SHOWING = frozenset("estimate find indicate show suggest".split())
SAYING = frozenset({"add", "announce", "claim", "report", "say", "state", "tell", "write"})
#: What "half of them displaced" tells that was done to them, though the model takes it for what they did.
UNDERGONE = frozenset(
    """arrested buried damaged destroyed detained displaced elected evacuated hospitalised hospitalized injured killed registered
    released rescued wounded""".split()
)
