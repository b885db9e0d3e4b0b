"""A few readings of the language model mended in the parse.

A stage that guards against a misreading guards alone; mended here, every stage profits.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from claims.extraction.text.mending import contents, deeds, lists, nouns, verbs, words  # noqa: F401 - the pipeline finds their components by name
from claims.extraction.text.mending.sentences import WHOLE

#: What mends the readings of a whole parse, in the order in which it does: each reads what those before it have mended.
_IN_PARSE = (
    "claimdesk_no_names",
    "claimdesk_degrees",
    "claimdesk_subjects",
    "claimdesk_plural_names",
    "claimdesk_reporting_plurals",
    "claimdesk_main_verbs",
    "claimdesk_bare_participles",
    "claimdesk_pasts",
    "claimdesk_multiples",
    "claimdesk_repeated_subjects",
    "claimdesk_asides",
    "claimdesk_counted_subjects",
    "claimdesk_verbless_parts",
    "claimdesk_occasions",
    "claimdesk_semicolons",
    "claimdesk_reduced",
    "claimdesk_done_by",
    "claimdesk_insertions",
    "claimdesk_inserted_participles",
    "claimdesk_speaking_offices",
    "claimdesk_speaking_appositions",
    "claimdesk_speaking_pairs",
    "claimdesk_late_speakers",
    "claimdesk_gapped_contents",
    "claimdesk_led_contents",
    "claimdesk_second_contents",
    "claimdesk_split_contents",
    "claimdesk_relative_lists",
    "claimdesk_owned_parts",
    "claimdesk_told_wholes",
    "claimdesk_joint_agents",
    "claimdesk_closed_asides",
    "claimdesk_harmed_things",
    "claimdesk_fronted_wholes",
    "claimdesk_some_of_them",
    "claimdesk_more_elsewhere",
    "claimdesk_reported_hurt",
    "claimdesk_told_subjects",
    "claimdesk_second_verbs",
    "claimdesk_outer_verbs",
    "claimdesk_listed_deeds",
    "claimdesk_lost_subjects",
    "claimdesk_second_relatives",
    "claimdesk_parted_subjects",
    "claimdesk_gapped_deeds",
    "claimdesk_panels",
    "claimdesk_quoting_names",
    "claimdesk_counted_deeds",
    "claimdesk_acting_deeds",
    "claimdesk_harming",
    "claimdesk_in_turn",
    "claimdesk_counted_kinds",
    "claimdesk_lost_items",
    "claimdesk_distances",
    "claimdesk_shares",
    "claimdesk_late_parts",
    "claimdesk_told_parts",
    "claimdesk_relatives",
    "claimdesk_appositions",
    "claimdesk_called_deeds",
)


def mend(model: Language) -> None:
    """Adds to the pipeline what mends its readings, each where what it reads is there."""
    model.add_pipe("claimdesk_millions", first=True)
    model.add_pipe("claimdesk_no_breaks_inside", before="parser")
    model.add_pipe("claimdesk_hurt", after="parser")
    for reading in _IN_PARSE:
        model.add_pipe(reading, last=True)
    tokenizer: Any = model.tokenizer
    for word in WHOLE:
        tokenizer.add_special_case(word, [{"ORTH": word}])
