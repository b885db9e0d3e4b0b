"""What people fill in about cases: findings, evidence, and the steps of leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.models import Attribution, Claim, ClaimKind
from core.forms import RestrictionFields, ServiceForm, VersionedForm, offer
from core.models import Desk, Topic, User
from verification.exporting import Filters
from verification.filters import PRIORITIES
from verification.findings import FindingInput, SaidInput
from verification.models import (
    Case,
    CaseEvidence,
    Comment,
    Confidence,
    Credibility,
    EvidenceKind,
    ExportFormat,
    FigureFinding,
    Meaning,
    Queue,
    Rating,
    SaidFinding,
    Stance,
)
from verification.models.calibration import LARGEST_SHARE
from verification.models.findings import Finding
from verification.models.terms import MOST_HOURS
from verification.selectors import reviewers
from verification.services.discussion import COMMENT_LENGTH
from verification.services.evidence import PASSAGE_LENGTH
from verification.states import Action

DATE = forms.DateInput(attrs={"type": "date"})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
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

    def stance_of(self, item: CaseEvidence) -> forms.BoundField:
        """How a piece of evidence stands to the case."""
        return self[f"stance_{item.pk}"]

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

    def stances(self) -> dict[int, tuple[Stance, str]]:
        """The stances that were chosen."""
        chosen = {item.pk: self.cleaned_data[f"stance_{item.pk}"] for item in self.evidence}
        return {pk: (Stance(stance), "") for pk, stance in chosen.items() if stance}


class TriageForm(ServiceForm):
    """What is to become of the ticked cases, each given as its id and the version that was seen: ``12:3``."""

    action = forms.ChoiceField(choices=[("open", _("Open")), ("dismiss", _("Dismiss"))])
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: dict[int, int] = {}

    def clean(self) -> dict[str, Any]:
        """At least one case; dismissing needs a reason, said once for all."""
        data = super().clean() or {}
        ticked = self.data.getlist("cases") if isinstance(self.data, QueryDict) else []
        pairs = [re.fullmatch(r"(\d{1,18}):(\d{1,9})", case) for case in ticked]
        if not ticked or None in pairs:
            raise forms.ValidationError(_("Tick the cases first."))
        self.chosen = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
        if data.get("action") == "dismiss" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why they are dismissed."))
        return data


class StepForm(VersionedForm):
    """A step of a lead."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action


class CommentForm(ServiceForm):
    """Something to be said about a case."""

    text = forms.CharField(label=_("Comment"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Tell somebody"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, audience: Mapping[int, str], own: int, **kwargs: Any) -> None:
        """``audience`` can be mentioned, but for ``own``, whose comment it is."""
        super().__init__(*args, **kwargs)
        self.fields["mentioned"].choices = [(pk, name) for pk, name in audience.items() if pk != own]


class CorrectCommentForm(CommentForm, VersionedForm):
    """What a comment is to say instead."""

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        mentioned = [user.pk for user in comment.mentioned.all()]
        initial = {"text": comment.text, "mentioned": mentioned, "expected_version": comment.version}
        super().__init__(*args, initial=initial, auto_id=f"comment-{comment.pk}-%s", **kwargs)


class WithdrawCommentForm(VersionedForm):
    """That a comment is taken back; of somebody else's, why."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class EvidenceForm(RestrictionFields, ServiceForm):
    """A piece of evidence: whose it is, where it stands, what it says. A page, a file, or something unpublished."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=EvidenceKind.choices, initial=EvidenceKind.PAGE, widget=forms.RadioSelect
    )
    url = forms.URLField(
        label=_("Address"), required=False, max_length=2000, assume_scheme="https", help_text=_("Of a page; it is captured.")
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("PDF, image, page or text."))
    source = forms.CharField(
        label=_("Source"), max_length=200, widget=forms.TextInput(attrs={"list": "source-names", "autocomplete": "off"})
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    passage = forms.CharField(
        label=_("Passage"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Word for word, in its own language."),
    )
    locator = forms.CharField(label=_("Where in it"), required=False, max_length=120, help_text=_("p. 4, 00:12:30"))
    language = forms.CharField(label=_("Language"), required=False, max_length=12)
    translation = forms.CharField(
        label=_("Translation"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    published_on = forms.DateField(label=_("Published"), required=False, widget=DATE)
    credibility = forms.TypedChoiceField(
        label=_("Credibility"), choices=Credibility.choices, coerce=int, initial=Credibility.CANNOT_BE_JUDGED
    )

    is_graphic = forms.BooleanField(
        label=_("graphic"), required=False, help_text=_("Covered until asked for: the dead, the wounded, violence.")
    )

    DESCRIBED = ("title", "passage", "locator", "language", "translation", "published_on", "credibility", "is_graphic")

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_members(desk)

    def described(self) -> dict[str, Any]:
        """What is said about the evidence."""
        return {name: self.cleaned_data[name] for name in self.DESCRIBED}

    def origin(self) -> dict[str, Any]:
        """Where it comes from."""
        data = self.cleaned_data
        file = data["file"] if data["kind"] == EvidenceKind.FILE else None
        found = {"data": file.read(), "filename": file.name} if file else {}
        return {**found, "url": data["url"] if data["kind"] == EvidenceKind.PAGE else ""}


class EvidenceEditForm(VersionedForm):
    """What can be corrected about a piece of evidence."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    passage = forms.CharField(
        label=_("Passage"), required=False, max_length=PASSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    locator = forms.CharField(label=_("Where in it"), required=False, max_length=120)
    language = forms.CharField(label=_("Language"), required=False, max_length=12)
    translation = forms.CharField(
        label=_("Translation"), required=False, max_length=PASSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    published_on = forms.DateField(label=_("Published"), required=False, widget=DATE)
    credibility = forms.TypedChoiceField(label=_("Credibility"), choices=Credibility.choices, coerce=int)
    is_graphic = forms.BooleanField(label=_("graphic"), required=False, help_text=_("Covered until asked for."))
    reason = forms.CharField(label=_("Reason"), max_length=2000)


class CaseEditForm(VersionedForm):
    """What a lead sets otherwise than the rules did."""

    queue = forms.ModelChoiceField(label=_("Queue"), queryset=Queue.objects.none(), required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), choices=PRIORITIES, coerce=int)
    reviews_required = forms.IntegerField(label=_("Reviews required"), min_value=1, max_value=9)
    due_at = forms.DateTimeField(label=_("Due"), required=False, widget=MOMENT)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    FIELDS = ("queue", "priority", "reviews_required", "due_at", "topics")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        initial = {name: getattr(case, name) for name in ("queue", "priority", "reviews_required", "due_at")}
        kwargs["initial"] = {**initial, "topics": case.topics.all(), "expected_version": case.version}
        super().__init__(*args, **kwargs)
        offer(self, "queue", Queue.objects.filter(desk=case.desk))
        offer(self, "topics", Topic.objects.filter(desk=case.desk))

    def changes(self) -> dict[str, Any]:
        """What is different now: what was left alone is not written."""
        names = [name for name in self.FIELDS if name in self.changed_data]
        return {name: list(self.cleaned_data[name]) if name == "topics" else self.cleaned_data[name] for name in names}


class GiveForm(ServiceForm):
    """Whom a lead gives a case to, and why a rule that excludes them is set aside."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=User.objects.none())
    override_reason = forms.CharField(
        label=_("Override"),
        required=False,
        max_length=2000,
        help_text=_("Only where a rule excludes them; the verdict shows it."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = reviewers().filter(desk=case.desk).values("user")
        offer(self, "reviewer", User.objects.filter(pk__in=able))


class AssignManyForm(ServiceForm):
    """What is to become of the people on the ticked cases."""

    action = forms.ChoiceField(
        label=_("What"), choices=[("give", _("Give")), ("reassign", _("Reassign")), ("take_back", _("Take back"))]
    )
    reviewer = forms.ModelChoiceField(label=_("To"), queryset=User.objects.none(), required=False)
    previous = forms.ModelChoiceField(
        label=_("From"), queryset=User.objects.none(), required=False, empty_label=_("everybody on it")
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, help_text=_("To take back, or to set a rule aside.")
    )
    cases = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.filter(pk__in=reviewers().filter(desk=desk).values("user"))
        offer(self, "reviewer", able)
        offer(self, "previous", able)
        ticked = self.data.getlist("cases") if isinstance(self.data, QueryDict) else []
        self.fields["cases"].choices = [(pk, pk) for pk in ticked if re.fullmatch(r"\d{1,18}", pk)]

    def clean(self) -> dict[str, Any]:
        """Cases, whom they go to where they go to somebody, and why where they are taken from somebody."""
        data = super().clean() or {}
        action = data.get("action")
        if not data.get("cases"):
            raise forms.ValidationError(_("Tick the cases first."))
        if action != "take_back" and not data.get("reviewer"):
            self.add_error("reviewer", _("Say who is to have them."))
        if action != "give" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why they are taken back."))
        return data


class TieForm(ServiceForm):
    """To whom somebody is close, and how."""

    source = forms.CharField(
        label=_("Source"), max_length=200, widget=forms.TextInput(attrs={"list": "source-names", "autocomplete": "off"})
    )
    nature = forms.CharField(
        label=_("Nature of the tie"), max_length=300, help_text=_("For example: worked there until 2024; a relative works there.")
    )


class TermsForm(VersionedForm):
    """How long members have for what is given to them."""

    hours_to_accept = forms.IntegerField(
        label=_("Hours to accept"), required=False, min_value=1, max_value=MOST_HOURS, help_text=_("Empty: no limit.")
    )
    hours_to_finish = forms.IntegerField(
        label=_("Hours to finish"), required=False, min_value=1, max_value=MOST_HOURS, help_text=_("Empty: no limit.")
    )


class CalibrationForm(VersionedForm):
    """What a desk decides about calibration."""

    shows_people = forms.BooleanField(
        label=_("Show leads each reviewer's figures"),
        required=False,
        help_text=_("Reviewers always see their own. Tell them before you switch it on."),
    )
    share = forms.IntegerField(
        label=_("Known cases mixed in"),
        min_value=0,
        max_value=LARGEST_SHARE,
        help_text=_("With how many of a hundred cases that open. 0: none."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


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


class ExportForm(ServiceForm):
    """Which published verdicts, and as what."""

    format = forms.ChoiceField(label=_("As"), choices=ExportFormat.choices, initial=ExportFormat.JSONL, widget=forms.RadioSelect)
    published_from = forms.DateField(label=_("Published from"), required=False, widget=DATE)
    published_to = forms.DateField(label=_("to"), required=False, widget=DATE)
    meaning = forms.ChoiceField(label=_("Meaning"), required=False, choices=[("", _("any")), *Meaning.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *ClaimKind.choices])

    def filters(self) -> Filters:
        """What is to be left out."""
        return Filters(**{name: self.cleaned_data[name] for name in ("published_from", "published_to", "meaning", "kind")})
