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
_NUMBER_WORD = (
    "(?:Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|(?:Thir|Four|Fif|Six|Seven|Eigh|Nine)teen"
    "|(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty)(?:-[a-z]+)?"
)
_AFTER_NAME = re.compile(
    rf"\.(?:(?<=\b[ap]\.m\.)\s+(?=(?:{'|'.join(_OPENING)})\s|{_NUMBER_WORD}\s|[\"“][A-Z])"
    rf"|(?<=[a-z]{{4}}\.)\s+(?=(?:{'|'.join(_OPENING)})\s[a-z]))"
)
#: "Sisters aged 4 and 7. Thirty-eight were hurt": it takes the number for that of an item.
_AFTER_NUMBER_WORD = re.compile(r"[a-z]\s\d{1,2}\.\s+(?=[A-Z][a-z-]+\s[a-z])")
#: Not in "11 p.m. Moscow time".
_AFTER_STOP = re.compile(
    r"[.!?…:;](?!\s[A-Z]\w+ time\b)" + "".join(rf"(?<!\b{title}.)" for title in _TITLES) + r"[\"'”’»«)\]* ]*"
)
#: Behind these a sentence begins, whatever the parser makes of it.
_BREAKS = (_AFTER_X, _AFTER_MEASURE, _AFTER_CUE, _AFTER_NAME, _AFTER_NUMBER_WORD)
#: Whether a sentence begins with a word, as spaCy's arrays have it: the parser decides, or it does, or it does not.
_LEFT_OPEN, _STARTS, _NO_START = 0, 1, -1
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


def _all_of(doc: Doc, *words: str) -> list[int]:
    """The positions of these words, in lower case."""
    asked = {doc.vocab.strings[word] for word in words}
    return [place for place, form in enumerate(doc.to_array("LOWER").tolist()) if form in asked]


@Language.component("claimdesk_millions")
def _millions(doc: Doc) -> Doc:
    """Makes one word of "6.4" and "m" behind a sign of money; the model takes the letter for a form of "be", or for a title."""
    if not _all_of(doc, "m", "m."):
        return doc
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
    marks = {place: _LEFT_OPEN for stop in _AFTER_STOP.finditer(text) for place in range(stop.start() + 1, stop.end() + 1)}
    marks[0] = _LEFT_OPEN
    for pattern in _BREAKS:
        marks |= {found.end(): _STARTS for found in pattern.finditer(text)}
    array: Any = np.array([[marks.get(start, _NO_START)] for start in doc.to_array("IDX").tolist()], dtype="int64")
    doc.from_array(["SENT_START"], array.astype("uint64"))
    return doc


@Language.component("claimdesk_hurt")
def _hurt(doc: Doc) -> Doc:
    """Of "three were killed and 22 hurt" the last word is a verb like "wounded"; small models take it for a noun.

    Of "treated 113 wounded" it is a noun, which they take for a verb.
    """
    for index in _all_of(doc, "hurt", "injured", "wounded"):
        harmed, number = doc[index], doc[max(index - 1, 0)]
        if harmed.lower_ == "hurt":
            if harmed.tag_ == "NN" and harmed.dep_ == "conj" and number.head == harmed and number.dep_ == "nummod":
                harmed.tag_, number.dep_ = "VBN", "nsubj"
            continue
        listed = number.dep_ == "conj" and number.head.dep_ == "dobj"  # "had received 19 bodies and 46 wounded"
        verb = number.head.head if listed else number.head
        if harmed.tag_ != "VBN" or not number.like_num or verb.lower_ not in _CARING:
            continue
        if number.dep_ in {"conj", "dobj"} and harmed.dep_ == "advcl" and harmed.head == verb:  # "had treated 113 wounded"
            harmed.head, harmed.dep_, number.head, number.dep_ = number.head, number.dep_, harmed, "nummod"
            harmed.tag_, harmed.pos_ = "NNS", "NOUN"
    return doc
