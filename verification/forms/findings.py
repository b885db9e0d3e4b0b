"""The three findings, as reviewers and adjudicators fill them in, and leads for a known case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from claims.models import Attribution, Claim
from core.forms import VersionedForm
from verification.findings import FindingInput, SaidInput, StanceInput
from verification.forms.widgets import DATE, MOMENT
from verification.models import (
    CaseEvidence,
    Confidence,
    FigureFinding,
    Rating,
    SaidFinding,
    Stance,
)
from verification.models.findings import Finding
from verification.origins import Taken

#: "Not applicable" is what an empty chain and a claim without a figure say by themselves.
SAID_CHOICES = [choice for choice in SaidFinding.choices if choice[0] != SaidFinding.NOT_APPLICABLE]
FIGURE_CHOICES = [choice for choice in FigureFinding.choices if choice[0] != FigureFinding.NOT_APPLICABLE]


class FindingForm(VersionedForm):
    """The three findings and their grounds, about one proposition: one "was it said?" for each link of its chain."""

    figure_finding = forms.ChoiceField(label=_("Is the number right?"), choices=FIGURE_CHOICES, widget=forms.RadioSelect)
    band_low = forms.DecimalField(label=_("Evidence: low"), required=False, max_digits=24, decimal_places=6)
    band_best = forms.DecimalField(label=_("best"), required=False, max_digits=24, decimal_places=6)
    band_high = forms.DecimalField(label=_("high"), required=False, max_digits=24, decimal_places=6)
    as_of = forms.DateTimeField(label=_("as of"), required=False, widget=MOMENT)
    rationale = forms.CharField(label=_("Rationale"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    confidence = forms.ChoiceField(
        label=_("Confidence"), choices=Confidence.choices, initial=Confidence.MODERATE, widget=forms.RadioSelect
    )
    missing_context = forms.CharField(
        label=_("Missing context"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    searched = forms.CharField(
        label=_("Searched and not found"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    reply_asked = forms.CharField(
        label=_("Reply asked"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    reply_given = forms.CharField(
        label=_("Reply given"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    look_again_on = forms.DateField(label=_("Look again on"), required=False, widget=DATE)
    asks_adjudication = forms.BooleanField(label=_("Ask for an adjudicator"), required=False)

    ANSWERS = ("rating", "figure_finding", "rationale", "confidence")
    BAND = ("band_low", "band_best", "band_high", "as_of")
    GROUNDS = ("missing_context", "searched", "reply_asked", "reply_given", "look_again_on")

    def __init__(
        self,
        *args: Any,
        claim: Claim | None,
        ratings: Iterable[Rating],
        evidence: Iterable[CaseEvidence] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.links: Sequence[Attribution] = list(claim.attributions.all()) if claim else []
        self.evidence = list(evidence)
        self.fields["rating"] = forms.ChoiceField(
            label=_("What does the evidence show?"),
            choices=[(str(rating.pk), rating.label) for rating in ratings],
            widget=forms.RadioSelect,
        )
        if claim is None or getattr(claim, "figure", None) is None:
            for name in ("figure_finding", *self.BAND):
                del self.fields[name]
        for link in self.links:
            self.fields[f"said_{link.position}"] = forms.ChoiceField(
                label=_("Was it said? %(who)s") % {"who": link}, choices=SAID_CHOICES, widget=forms.RadioSelect
            )
        for item in self.evidence:
            self.fields[f"stance_{item.pk}"] = forms.ChoiceField(
                label=_("How does it stand to the claim?"),
                choices=Stance.choices,
                required=False,
                widget=forms.RadioSelect(attrs={"form": "finding"}),
            )
            if getattr(item, "is_claimants_own", False):
                self.fields[f"admission_{item.pk}"] = forms.BooleanField(
                    label=_("an admission against their own interest"),
                    required=False,
                    widget=forms.CheckboxInput(attrs={"form": "finding"}),
                )

    @property
    def said_fields(self) -> list[forms.BoundField]:
        """The answers to “was it said?”, one for each link of the chain."""
        return [self[f"said_{link.position}"] for link in self.links]

    @property
    def band_fields(self) -> list[forms.BoundField]:
        """The band that the evidence supports; none where the claim has no figure."""
        return [self[name] for name in self.BAND if name in self.fields]

    @property
    def ground_fields(self) -> list[forms.BoundField]:
        """What is said beside the answers."""
        return [self[name] for name in self.GROUNDS]

    @property
    def has_grounds(self) -> bool:
        """Whether something is said beside the answers."""
        return any(field.value() for field in self.ground_fields)

    @property
    def evidence_problems(self) -> ErrorList:
        """Why the stances do not do for the finding. They are chosen beside the evidence, and so it is told there as well."""
        errors = self.refusal.details.get("errors", {}) if self.refusal else {}
        return ErrorList(errors.get("stances", []), renderer=self.renderer, field_id="id_stances")

    def stance_of(self, item: CaseEvidence) -> forms.BoundField:
        """How a piece of evidence stands to the case."""
        return self[f"stance_{item.pk}"]

    def admission_of(self, item: CaseEvidence) -> forms.BoundField | None:
        """Whether the claimant's own word goes against their own interest; ``None`` where it is not theirs."""
        name = f"admission_{item.pk}"
        return self[name] if name in self.fields else None

    def as_input(self) -> FindingInput:
        """The finding as the service takes it."""
        data = self.cleaned_data
        said = [SaidInput(position=link.position, finding=SaidFinding(data[f"said_{link.position}"])) for link in self.links]
        has_figure = "figure_finding" in self.fields
        band = {name: data[name] for name in self.BAND} if has_figure else {}
        return FindingInput(
            rating_id=int(data["rating"]),
            said=tuple(said),
            figure_finding=FigureFinding(data["figure_finding"]) if has_figure else FigureFinding.NOT_APPLICABLE,
            confidence=Confidence(data["confidence"]),
            rationale=data["rationale"],
            **band,
            **{name: data[name] for name in self.GROUNDS},
        )

    def stances(self) -> dict[int, StanceInput]:
        """The stances that were chosen."""
        data = self.cleaned_data
        return {
            item.pk: StanceInput(stance=Stance(stance), is_admission=data.get(f"admission_{item.pk}", False))
            for item in self.evidence
            if (stance := data[f"stance_{item.pk}"])
        }

    def taken(self) -> list[Taken]:
        """The stances as they are chosen so far, handed in or not."""
        return [
            Taken(item.evidence_id, str(stance), bool(admission and admission.value()))
            for item in self.evidence
            for admission in [self.admission_of(item)]
            if (stance := self.stance_of(item).value())
        ]


class KnownCaseForm(FindingForm):
    """What is to be found about a case: a finding, without a word to an adjudicator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["asks_adjudication"]

    @staticmethod
    def initial_of(finding: Finding) -> dict[str, Any]:
        """The form as a finding that was made would fill it in; its rating where the current scale still has it."""
        band = {"band_low": finding.band.lower, "band_high": finding.band.upper} if finding.band else {}
        said = {f"said_{answer['position']}": answer["finding"] for answer in finding.said}
        plain = ("figure_finding", "band_best", "as_of", "rationale", "confidence", "missing_context", "searched")
        return {"rating": str(finding.rating_id), **said, **band, **{name: getattr(finding, name) for name in plain}}
