"""Who goes on speaking without being named again: "Schools would stay closed", after "three clinics had opened, she said".

English shows it by the tense. What was said in the past is reported a tense further back, and as long as the sentences of a
paragraph stay there they are still the speaker's; the article itself would write "schools will stay closed". Where the same
speaker is named again at the end of the paragraph, what stands between is the speaker's too. A sentence that shows neither is the
article's own, and so is all that follows it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from claims.extraction.records import AttributionMention, Span
from claims.extraction.reference.names import PRONOUNS, head_word, singular
from claims.extraction.reference.nouns import BODIES, DOCUMENTS, INVOLVED, PERSONS
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token

_PAST = frozenset({"VBD", "VBN"})
#: "Were due to arrive", "was set to resume": a plan, seen from a past day.
_PLANNED = frozenset("due set scheduled expected likely planned ready bound".split())
_CONDITIONS = frozenset("if unless whether without otherwise".split())
#: A past that the article looks back to from a day of its own: "by Monday they had cleared the streets", "he had earlier served".
_LOOKING_BACK = re.compile(
    r"\b(?:by (?:\w+day|then|now|noon|midnight|dawn|daybreak|dusk|evening|lunchtime|morning|nightfall|sunrise|sunset"
    r"|the (?:time|end)|that|\d|last|(?:early|late|mid)\b)"
    r"|in (?:19|20)\d\d"
    r"|at (?:dawn|daybreak|first light|midday|midnight|nightfall|noon|sunrise|sunset)"
    r"|previously|originally|earlier|formerly|once|until then"
    r"|until (?:about|around|just|nearly|shortly|\d)"
    r"|(?:when|before|after|until|while) (?:the|a|an|he|she|it|they|his|her|its|their|[A-Z]))\b"
)
_MINDS = frozenset("aim believe expect fear hope intend plan think".split())
#: What stands in the accounts of a company.
_ACCOUNTS = frozenset("deficit earnings income loss margin profit profits revenue revenues sales surplus turnover".split())
#: Of a count of votes: "52.7% of the vote".
_VOTES = re.compile(r"\d(?:%| per\s?cent) of (?:[\w’']+ ){0,2}(?:votes?|ballots)\b")
_SHARE = re.compile(r"\d(?:%| per\s?cent)")
#: What statistics are kept of, which are published together.
_INDICATORS = frozenset(
    "employment exports growth imports inflation output prices production spending unemployment wages".split()
)
_INDICATED = re.compile(rf"\b(?:{'|'.join(sorted(_INDICATORS))})\b[^;]*?\d(?:%| per\s?cent)", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b[Ii]n (?:\w+ )?(?:19|20)\d\d\b")
#: Two words or more in quotation marks, within a sentence.
_QUOTED = re.compile(r"(?<=\s)[“\"]([\w’'-]+(?: [\w’'-]+)+),?[”\"]")
_POLLS = frozenset("poll polling survey".split())
_HIMSELF = frozenset({"he", "she", "it", "they"})
#: A question or an appeal is no report that could be gone on with.
_NO_REPORT = frozenset("ask urge beg plead demand invite wonder query enquire inquire call command forbid instruct order".split())


def with_carried(document: Document, attributions: Sequence[AttributionMention]) -> list[AttributionMention]:
    """The attributions, with one more for each sentence in which the last speaker goes on without a cue."""
    found = list(attributions)
    speaking: list[AttributionMention] = []
    waiting: list[Sentence] = []
    joined: list[AttributionMention] = []
    paragraph = -1
    for sentence, own in _by_sentence(document, attributions):
        if sentence.paragraph != paragraph:
            on = not own and sentence.paragraph == paragraph + 1 and _stays_open(sentence, speaking)
            speaking = speaking if on and all(_goes_over(document, one, sentence) for one in speaking) else []
            joined, waiting, paragraph = [], [], sentence.paragraph
        if joined and not own and not _gives_number(sentence):
            found += [_going_on(one, sentence) for one in joined]
            joined = joined if _is_cut(document, sentence) else []
            continue
        joined = _last_of(own) if own and _is_cut(document, sentence) else []
        if own:
            if speaking and waiting and _same_speaker(document, speaking[0], own, waiting):
                found += [_going_on(one, each) for each in waiting for one in speaking]
            speaking, waiting = _last_to_speak(document, own), []
        elif speaking and _leaves_open(sentence):
            continue
        elif speaking and (_is_backshifted(sentence) or (not waiting and _goes_on_telling(document, sentence, speaking[0]))):
            if any(_is_now(each) for each in waiting) or _goes_on_from(sentence, waiting):
                speaking = []  # the article itself looks back
            found += [_going_on(one, each) for each in (*waiting, sentence) for one in speaking]
            waiting = []
        elif speaking:
            waiting.append(sentence)
    return found


def _by_sentence(
    document: Document, attributions: Sequence[AttributionMention]
) -> Iterator[tuple[Sentence, list[AttributionMention]]]:
    """Each sentence with the attributions that have a part or their cue in it."""
    places = sorted(
        (place.start, place.end, index)
        for index, mention in enumerate(attributions)
        for place in (*mention.content, *([mention.cue] if mention.cue else []))
    )
    reaching: list[tuple[int, int, int]] = []
    first = 0
    for sentence in document.sentences:
        while first < len(places) and places[first][0] < sentence.end:
            reaching.append(places[first])
            first += 1
        reaching = [place for place in reaching if place[1] > sentence.start]
        yield sentence, [attributions[index] for index in sorted({place[2] for place in reaching})]


def _last_to_speak(document: Document, own: Sequence[AttributionMention]) -> list[AttributionMention]:
    """Who may go on: the outermost speaker of what was said last, with those who relay it, if it was said in the past."""
    said = _last_of(own)
    past = bool(said) and said[0].cue is not None and _is_past(document, said[0].cue)
    return said if past and said[0].lemma not in _NO_REPORT and not said[0].negated else []


def _goes_over(document: Document, mention: AttributionMention, sentence: Sentence) -> bool:
    """The speaker may go on in the next paragraph; after "according to" no tense tells that but that of a poll's answers."""
    if mention.mode == "direct":
        return False
    if mention.lemma != "accord":
        return True
    names = (document.text[span.start : span.end].lower().split() for span in mention.sources)
    polled = any(not _POLLS.isdisjoint(words) for words in names)
    return polled and any(one.lower_ == "would" for one in sentence.tokens)


def _last_of(own: Sequence[AttributionMention]) -> list[AttributionMention]:
    """Those whose words end last."""
    said = [one for one in own if one.content and one.sources and one.cue]
    if not said:
        return []
    end = max(one.content[-1].end for one in said)
    last = max((one for one in said if one.content[-1].end == end), key=lambda one: sum(p.end - p.start for p in one.content))
    return [last, *(one for one in said if one.content == last.content and one is not last)]


def _is_cut(document: Document, sentence: Sentence) -> bool:
    """It ends at a semicolon, and what follows is told in one breath with it: "…, she says; nine were kept in"."""
    return document.text[sentence.start : sentence.end].rstrip().endswith(";")


def _is_past(document: Document, cue: Span) -> bool:
    sentence = document.sentence_at(cue.start)
    if sentence is None:
        return False
    verbs = (token for token in sentence.tokens if cue.start <= sentence.offset + token.idx < cue.end)
    return any(token.tag_ in _PAST or _is_passive_participle(token) for token in verbs)


def _is_passive_participle(token: Token) -> bool:
    """Of "was quoted as saying" the participle that tells the tense stands before the cue."""
    return token.tag_ == "VBG" and any(above.tag_ in _PAST for above in token.ancestors)


def _tells_plan(sentence: Sentence) -> bool:
    """It is about another, by name, and what that one is to do: "The Council was due to meet", which an article says itself."""
    subject, root = sentence.subject, sentence.tokens.root
    planned = root.lemma_ == "be" and any(child.lower_ in _PLANNED for child in root.rights)
    return planned and subject is not None and subject.pos_ == "PROPN"


def _stays_open(sentence: Sentence, speaking: Sequence[AttributionMention]) -> bool:
    """The sentence that opens the next paragraph may still be theirs."""
    return (_is_backshifted(sentence) and not _tells_plan(sentence)) or any(_adds_demand(sentence, one) for one in speaking)


def _adds_demand(sentence: Sentence, speaking: AttributionMention) -> bool:
    """Who has insisted on one thing insists on another: "Lund must also renounce its claim"."""
    root = sentence.tokens.root
    words = {child.lower_ for child in root.lefts}
    return speaking.lemma in {"insist", "maintain", "stress"} and "also" in words and not words.isdisjoint({"must", "should"})


def _quotes(document: Document, sentence: Sentence) -> bool:
    """Some of its words are quoted, which right behind somebody's words are theirs: "The number is likely “much higher”"."""
    quoted, subject = _QUOTED.search(document.text, sentence.start, sentence.end), sentence.subject
    another = subject is None or subject.pos_ != "NOUN" or singular(subject.lower_) in PERSONS | BODIES
    return quoted is not None and not another and any(word.islower() for word in quoted[1].split())


def _gives_number(sentence: Sentence) -> bool:
    """Another gives a number of its own: "…, according to the UN; the government gave a far higher number"."""
    root = sentence.tokens.root
    things = (child for child in root.rights if child.dep_ == "dobj")
    return root.lemma_ == "give" and any(thing.lower_ in {"figure", "number", "toll"} for thing in things)


def _leaves_open(sentence: Sentence) -> bool:
    """What the article itself could not find out: "It was not immediately clear why", "The office would not confirm it"."""
    root = sentence.tokens.root
    subject = sentence.subject
    if root.lemma_ in {"comment", "confirm"} and subject is not None and subject.pos_ != "PRON":
        return any(child.dep_ == "neg" for child in root.lefts)
    impersonal = root.lemma_ == "be" and any(child.lower_ == "it" for child in root.lefts)
    said = {child.lower_ for child in root.children}
    denied = any(child.dep_ == "neg" for child in root.children)
    return impersonal and (bool(said & {"unclear", "unknown"}) or (denied and bool(said & {"clear", "known"})))


def _is_now(sentence: Sentence) -> bool:
    """It tells in the present what the article itself says: "The family will appeal"."""
    root = sentence.tokens.root
    verbs = [root, *(child for child in root.lefts if child.dep_ in {"aux", "auxpass"})]
    return any(verb.tag_ in {"VBZ", "VBP"} or verb.lower_ == "will" for verb in verbs)


def _goes_on_from(sentence: Sentence, waiting: Sequence[Sentence]) -> bool:
    """It is about somebody of whom the article itself has told since: "A man was found later. He had been shot"."""
    pronoun = sentence.subject
    return pronoun is not None and any(_is_about_another(each, pronoun.lower_) for each in waiting)


def _is_about_another(sentence: Sentence, pronoun: str) -> bool:
    """Its subject is somebody new, whom the pronoun may mean as well as the last who spoke."""
    subject = sentence.subject
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return False
    if pronoun in {"they", "their"}:
        return subject.tag_ in {"NNS", "NNPS"}
    named = subject.tag_ == "NNP" and subject.ent_type_ not in {"GPE", "LOC", "FAC", "ORG"}
    named |= subject.tag_ == "NN" and subject.lower_ in PERSONS | INVOLVED
    return named and pronoun in {"he", "she", "his", "her"}


def _same_speaker(
    document: Document, speaking: AttributionMention, own: Sequence[AttributionMention], waiting: Sequence[Sentence]
) -> bool:
    """The next who is named speaks for the same: by a pronoun, or by the same words."""
    following = min((one for one in own if one.cue and one.sources), key=lambda one: one.content[:1], default=None)
    if following is None or len(following.sources) != len(speaking.sources):
        return False
    words = [document.text[span.start : span.end].lower() for span in following.sources]
    before = [document.text[span.start : span.end].lower() for span in speaking.sources]
    pairs = list(zip(words, before, speaking.sources, strict=True))
    if any(word == "it" and (former in {"he", "she"} or _is_person(document, span)) for word, former, span in pairs):
        return False
    if any(word in {"he", "she"} and (former == "it" or head_word(former) in BODIES | DOCUMENTS) for word, former, _ in pairs):
        return False
    if any(_is_about_another(each, word) for each in waiting for word in words):
        return False  # "Roe said nine had died. Holm stepped down on Monday. He denies …"
    return all(word in PRONOUNS or word.split()[-1] == former.split()[-1] for word, former, _ in pairs)


def _is_person(document: Document, name: Span) -> bool:
    """The model has the name for a person's, of whom nobody says "it"."""
    sentence = document.sentence_at(name.start)
    entities = document.entities.get(sentence.start, ()) if sentence is not None else ()
    return any(entity.label_ == "PERSON" and name.overlaps(sentence.span_of(entity)) for entity in entities if sentence)


def _tells_mind(sentence: Sentence) -> bool:
    """What "it" expects or "she" intends, right after the one has spoken, is known from nobody else."""
    root = sentence.tokens.root
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    return root.lemma_ in _MINDS and subject is not None and subject.lower_ in _HIMSELF


def _goes_on_telling(document: Document, sentence: Sentence, speaking: AttributionMention) -> bool:
    """It tells what none but the last speaker knows: what that one thinks, or more of the accounts or figures just told."""
    root, subject = sentence.tokens.root, sentence.subject
    if _quotes(document, sentence) or _adds_demand(sentence, speaking):
        return True
    if subject is None or root.tag_ != "VBD":
        return _tells_mind(sentence)
    if _tells_mind(sentence) or (speaking.lemma == "report" and subject.lower_ in _ACCOUNTS):
        return True
    text = document.text
    before = text[sentence.start : sentence.span_of(root).start]
    if _SHARE.search(text, sentence.start, sentence.end) is None or _IN_YEAR.search(before):
        return False
    if any(_VOTES.search(text, part.start, part.end) for part in speaking.content):
        return True
    indicated = subject.lower_ in _INDICATORS and _IN_YEAR.search(text, sentence.start, sentence.end) is None
    return indicated and any(_INDICATED.search(text, part.start, part.end) for part in speaking.content)


def _is_backshifted(sentence: Sentence) -> bool:
    """One of its main verbs stands a tense further back than the article would put it."""
    if sentence.tokens[0].text[:1] in '"“„«' or any(token.text == "?" for token in sentence.tokens[-2:]):
        return False
    root = sentence.tokens.root
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ == "DT" and subject.n_lefts + subject.n_rights == 0:
        return False  # "That would leave it with 79 seats" is worked out by the article
    before = [child for child in root.lefts if child.dep_ in {"ccomp", "parataxis"} and child.pos_ == "VERB"]
    if before and not _is_shifted(before[0], sentence):
        return False  # "one was acquitted; two others had pleaded guilty"
    return any(_is_shifted(verb, sentence) for verb in _main_verbs(root))


def _main_verbs(root: Token) -> Iterator[Token]:
    yield root
    for child in root.rights:
        if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
            yield from _main_verbs(child)


def _is_shifted(verb: Token, sentence: Sentence) -> bool:
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"had", "’d", "'d"} and verb.tag_ == "VBN":
        text = sentence.tokens.text
        return not _LOOKING_BACK.search(text[0].lower() + text[1:])
    if "would" in helpers:
        return "have" not in helpers and not any(token.lower_ in _CONDITIONS for token in sentence.tokens)
    if verb.lower_ in {"was", "were"}:
        return any(child.lower_ in _PLANNED and any(inner.dep_ == "xcomp" for inner in child.rights) for child in verb.rights)
    return bool(helpers & {"was", "were"}) and verb.lower_ in _PLANNED and any(child.dep_ == "xcomp" for child in verb.rights)


def _going_on(mention: AttributionMention, sentence: Sentence) -> AttributionMention:
    """The sentence as one more thing that the speaker says; what the cue made of the last thing (a denial) is over."""
    lemma = mention.lemma if mention.lemma in {"relay", "cite"} else "say"
    return dataclasses.replace(
        mention, content=(sentence.span,), lemma=lemma, mode="indirect", continues=mention.continues or mention
    )
