"""A few readings of the language model mended in the parse.

A stage that guards against a misreading guards alone; mended here, every stage profits.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language

from claims.extraction.text.mending import nouns, verbs, words  # noqa: F401 - the pipeline finds their components by name
from claims.extraction.text.mending.sentences import WHOLE


def mend(model: Language) -> None:
    """Adds to the pipeline what mends its readings, each where what it reads is there."""
    model.add_pipe("claimdesk_millions", first=True)
    model.add_pipe("claimdesk_no_breaks_inside", before="parser")
    model.add_pipe("claimdesk_hurt", after="parser")
    model.add_pipe("claimdesk_subjects", last=True)
    model.add_pipe("claimdesk_plural_names", last=True)
    model.add_pipe("claimdesk_reporting_plurals", last=True)
    model.add_pipe("claimdesk_main_verbs", last=True)
    model.add_pipe("claimdesk_pasts", last=True)
    model.add_pipe("claimdesk_multiples", last=True)
    model.add_pipe("claimdesk_asides", last=True)
    model.add_pipe("claimdesk_reduced", last=True)
    model.add_pipe("claimdesk_insertions", last=True)
    model.add_pipe("claimdesk_led_contents", last=True)
    model.add_pipe("claimdesk_relative_lists", last=True)
    model.add_pipe("claimdesk_second_verbs", last=True)
    model.add_pipe("claimdesk_lost_subjects", last=True)
    model.add_pipe("claimdesk_second_relatives", last=True)
    model.add_pipe("claimdesk_parted_subjects", last=True)
    model.add_pipe("claimdesk_gapped_deeds", last=True)
    model.add_pipe("claimdesk_panels", last=True)
    model.add_pipe("claimdesk_quoting_names", last=True)
    model.add_pipe("claimdesk_counted_deeds", last=True)
    model.add_pipe("claimdesk_acting_deeds", last=True)
    model.add_pipe("claimdesk_in_turn", last=True)
    model.add_pipe("claimdesk_relatives", last=True)
    model.add_pipe("claimdesk_appositions", last=True)
    tokenizer: Any = model.tokenizer
    for word in WHOLE:
        tokenizer.add_special_case(word, [{"ORTH": word}])
