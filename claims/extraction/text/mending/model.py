"""Within the language model: what one word is, behind what a sentence begins, and what "hurt" is, on which its lemma depends."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

#: Ranks that the model would cut at their stop.
_RANKS = "Brig Capt Cmdr Col Cpl Lt Maj Sgt".split()
#: A name follows, and no sentence.
_TITLES = [*"Mr Mrs Ms Dr Gov Govs Sen Sens Rep Reps Gen Prof Rev".split(), *_RANKS]
#: "She said in a post on X. Around 900 people": the model takes the letter for an initial.
_AFTER_X = re.compile(r"\b(?:on|to|via|from)\s+X\.\s+(?=[A-Z“\"])")
#: "Between $300m and $450m. Power is off": it takes the letter for an abbreviation.
_AFTER_MEASURE = re.compile(r"\d\s?(?:m|bn|tn|km|cm|mm|kg|mph|kph|[kMG]W|°?[CF])\.\s+(?=[A-Z“\"])")
#: "Its crews shot down 329 of them, it said; impacts were recorded at 17 places": who says so stands before the semicolon, and
#: the model seldom makes two sentences of the two.
_AFTER_CUE = re.compile(
    r",[\"”’]?\s(?:(?:(?:[Hh]e|[Ii]t|[Ss]he|[Tt]hey|[Tt]he\s\w+|[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})\s)?(?:also\s)?"
    r"(?:added|adds|announced|reported|said|says|wrote)\b|according\sto\b)[^;.!?\"“”]{0,80};\s+"
)
#: "Hit at 3 a.m. The service said", "told Radio Lund. By noon the square": no name goes on with such a word before a small one.
_OPENING = (
    "After All An And As At Because Before But By Earlier For From He If In It Its Later Many Meanwhile More Most On One Only "
    "She Since So Some That The Then There These They This Those Three Two Until We What When While Who With".split()
)
_AFTER_NAME = re.compile(
    rf"(?:\b[ap]\.m\.\s+(?=(?:{'|'.join(_OPENING)})\s|[\"“][A-Z])|[a-z]{{4}}\.\s+(?=(?:{'|'.join(_OPENING)})\s[a-z]))"
)
#: "Sisters aged 4 and 7. Thirty-eight were hurt": it takes the number for that of an item.
_AFTER_NUMBER_WORD = re.compile(r"[a-z]\s\d{1,2}\.\s+(?=[A-Z][a-z-]+\s[a-z])")
#: Not in "11 p.m. Moscow time".
_AFTER_STOP = re.compile(
    r"[.!?…:;](?!\s[A-Z]\w+ time\b)" + "".join(rf"(?<!\b{title}.)" for title in _TITLES) + r"[\"'”’»«)\]* ]*"
)
#: Behind these a sentence begins, whatever the parser makes of it.
_BREAKS = (_AFTER_X, _AFTER_MEASURE, _AFTER_CUE, _AFTER_NAME, _AFTER_NUMBER_WORD)
#: Behind "co-".
_TOGETHER = (
    "op ops operate operated operates operating operation operative operatives ordinate ordinated ordinates ordinating "
    "ordination ordinator ordinators"
).split()
#: Behind "counter-".
_COUNTERED = "attack attacked attacks charge charges claim claims offensive offensives protest protests".split()
#: Words that are one; of those with a hyphen the model would make three subjects.
_WHOLE = (
    *(f"{co}-{rest}" for co in ("co", "Co") for rest in _TOGETHER),
    *(f"{counter}-{rest}" for counter in ("counter", "Counter") for rest in _COUNTERED),
    *(f"{rank}." for rank in _RANKS),
)

_HARMED = ("injured", "wounded")
#: What is done to those who have been hurt.
_CARING = frozenset("admitted carried counted evacuated received seen taken transferred treated treating".split())


def mend_model(model: Language) -> None:
    """Adds to the pipeline what has to be mended before the parse is whole, each where what it reads is there."""
    model.add_pipe("claimdesk_millions", first=True)
    model.add_pipe("claimdesk_no_breaks_inside", before="parser")
    model.add_pipe("claimdesk_hurt", after="parser")
    tokenizer: Any = model.tokenizer
    for word in _WHOLE:
        tokenizer.add_special_case(word, [{"ORTH": word}])


def _all_of(doc: Doc, word: str) -> list[int]:
    """The positions of a word in lower case."""
    found: list[int] = np.flatnonzero(doc.to_array("LOWER") == doc.vocab.strings[word]).tolist()
    return found


@Language.component("claimdesk_millions")
def _millions(doc: Doc) -> Doc:
    """Makes one word of "6.4" and "m" behind a sign of money; the model takes the letter for a form of "be", or for a title."""
    ends = _all_of(doc, "m.")
    stopped = [doc[i] for i in ends if i > 1 and doc[i - 2].is_currency and not doc[i - 1].whitespace_]
    if stopped:
        with doc.retokenize() as retokenizer:
            for token in stopped:
                retokenizer.split(token, ["m", "."], heads=[(token, 0), (token, 0)])
    found = _all_of(doc, "m")
    amounts = [doc[i - 1 : i + 1] for i in found if i > 1 and doc[i - 2].is_currency and not doc[i - 1].whitespace_]
    if amounts:
        with doc.retokenize() as retokenizer:
            for amount in amounts:
                retokenizer.merge(amount)
    return doc


@Language.component("claimdesk_no_breaks_inside")
def _no_breaks_inside(doc: Doc) -> Doc:
    """Lets the parser begin a sentence only after a stop: small models break before brackets and after names, not after "X."."""
    text = doc.text
    starts = doc.to_array("IDX")
    may_begin = np.zeros(len(text) + 1, dtype=bool)
    may_begin[0] = True
    for stop in _AFTER_STOP.finditer(text):
        may_begin[stop.start() + 1 : stop.end() + 1] = True
    # In spaCy's arrays 0 leaves the decision to the parser and -1 forbids a start; they are unsigned.
    marks: Any = np.where(may_begin[starts], 0, -1).astype("int64")
    begins = [match.end() for pattern in _BREAKS for match in pattern.finditer(text)]
    if begins:
        marks[np.isin(starts, begins)] = 1
    doc.from_array(["SENT_START"], marks.astype("uint64")[:, None])
    return doc


@Language.component("claimdesk_hurt")
def _hurt(doc: Doc) -> Doc:
    """Of "three were killed and 22 hurt" the last word is a verb like "wounded"; small models take it for a noun.

    Of "treated 113 wounded" it is a noun, which they take for a verb.
    """
    for index in _all_of(doc, "hurt"):
        deed, number = doc[index], doc[max(index - 1, 0)]
        if deed.tag_ == "NN" and deed.dep_ == "conj" and number.head == deed and number.dep_ == "nummod":
            deed.tag_, number.dep_ = "VBN", "nsubj"
    for form in _HARMED:
        for index in _all_of(doc, form):
            harmed, number = doc[index], doc[max(index - 1, 0)]
            listed = number.dep_ == "conj" and number.head.dep_ == "dobj"  # "had received 19 bodies and 46 wounded"
            verb = number.head.head if listed else number.head
            if harmed.tag_ != "VBN" or not number.like_num or verb.lower_ not in _CARING:
                continue
            if number.dep_ in {"conj", "dobj"} and harmed.dep_ == "advcl" and harmed.head == verb:  # "had treated 113 wounded"
                harmed.head, harmed.dep_, number.head, number.dep_ = number.head, number.dep_, harmed, "nummod"
                harmed.tag_, harmed.pos_ = "NNS", "NOUN"
    return doc
