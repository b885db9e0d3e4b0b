"""A few readings of the language model mended in the parse.

A stage that guards against a misreading guards alone; mended here, every stage profits.
"""

from __future__ import annotations

from claims.extraction.text.mending import contents, deeds, lists, nouns, verbs, words
from claims.extraction.text.mending.model import mend_model
from claims.extraction.text.tokens import Chunk

__all__ = ["mend", "mend_model"]

#: What mends the readings of a whole parse, in the order in which it does: each reads what those before it have mended.
_MENDINGS = (
    words.no_names,
    words.marks,
    words.degrees,
    words.subjects,
    words.hours,
    words.as_many,
    words.dates,
    words.all_but,
    words.told_by_whom,
    words.shared_perfects,
    words.each_of_several,
    words.plural_names,
    words.reporting_plurals,
    verbs.main_verbs,
    words.bare_participles,
    words.pasts,
    words.multiples,
    verbs.repeated_subjects,
    verbs.uprooted_subjects,
    verbs.deeds_of_relatives,
    verbs.asides,
    verbs.relative_parts,
    verbs.deeds_overnight,
    verbs.undergone_beside,
    verbs.raised_hands,
    verbs.told_after_parts,
    verbs.events_of_occasions,
    verbs.late_main_verbs,
    verbs.counted_subjects,
    verbs.verbless_parts,
    verbs.occasions,
    verbs.semicolons,
    verbs.reduced,
    verbs.done_by,
    verbs.insertions,
    verbs.inserted_participles,
    contents.speaking_offices,
    contents.speaking_appositions,
    contents.speaking_pairs,
    contents.late_speakers,
    contents.speaking_sources,
    contents.gapped_contents,
    contents.led_contents,
    contents.second_contents,
    contents.split_contents,
    nouns.relative_lists,
    nouns.compared_numbers,
    lists.owned_parts,
    lists.told_wholes,
    lists.joint_agents,
    lists.closed_asides,
    lists.harmed_things,
    lists.fronted_wholes,
    lists.some_of_them,
    lists.parts_in_contents,
    lists.displaced_parts,
    lists.parts_behind_relatives,
    lists.parted_numbers,
    lists.more_elsewhere,
    lists.reported_hurt,
    contents.behind_inquits,
    contents.occasions_behind_inquits,
    contents.told_subjects,
    contents.acts_of_speakers,
    contents.second_thats,
    contents.second_counts,
    contents.second_verbs,
    contents.outer_verbs,
    deeds.listed_deeds,
    deeds.lost_subjects,
    nouns.second_relatives,
    contents.parted_subjects,
    deeds.shared_fates,
    deeds.deeds_in_events,
    deeds.gapped_deeds,
    nouns.panels,
    nouns.quoting_names,
    deeds.counted_deeds,
    deeds.acting_deeds,
    deeds.harming,
    deeds.in_turn,
    nouns.counted_kinds,
    nouns.lost_items,
    nouns.ranks,
    nouns.distances,
    nouns.shares,
    nouns.late_parts,
    nouns.told_parts,
    nouns.relatives,
    nouns.appositions,
    nouns.nearer_areas,
    nouns.called_deeds,
)


def mend(chunk: Chunk) -> None:
    """Mends what is misread in a chunk."""
    for mending in _MENDINGS:
        mending(chunk)
    chunk.untangle()
