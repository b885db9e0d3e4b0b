"""What people fill in about claims and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from claims.models import AttributionMode, ClaimKind, ClaimStance, Event, EventRole
from core.errors import ClaimdeskError
from core.forms import ServiceForm, VersionedForm, offer
from core.models import User
from sources.models import Source

DATE = forms.DateInput(attrs={"type": "date"})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
#: So many links can be added to a chain at a time.
SPARE_LINKS = 2

#: The fields of each link of the chain.
LINK = ("who", "cue", "mode", "anonymous")
#: That of those who speak together some are anonymous and others not, as it was.
SOME = "some"

#: Fields of the form that are fields of the figure under the same name.
FIGURE_PLAIN = ("text", "low", "best", "high", "low_open", "high_open", "approximate", "of", "unit", "population", "area")


class ContentForm(ServiceForm):
    """A claim as a whole: span, statement, kind, chain, figure, time and place. What it does not show stays as it was."""

    start = forms.IntegerField(label=_("From"), min_value=0, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    end = forms.IntegerField(label=_("to"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    statement = forms.CharField(
        label=_("Statement"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence that stands alone: names instead of “he”, one figure, the date and place it speaks of."),
    )
    ambiguous = forms.CharField(
        label=_("Not settled, one question a line"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What somebody who reads the statement alone would have to ask. Remove what it answers now."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ClaimKind.choices)
    stance = forms.ChoiceField(label=_("How the speaker puts it"), choices=ClaimStance.choices, initial=ClaimStance.ASSERTS)
    figure_text = forms.CharField(
        label=_("In the text's words"), required=False, max_length=200, help_text=_("Empty: the claim has no figure.")
    )
    figure_low = forms.DecimalField(label=_("low"), required=False, max_digits=24, decimal_places=6)
    figure_best = forms.DecimalField(label=_("best"), required=False, max_digits=24, decimal_places=6)
    figure_high = forms.DecimalField(label=_("high"), required=False, max_digits=24, decimal_places=6)
    figure_low_open = forms.BooleanField(label=_("more than low"), required=False)
    figure_high_open = forms.BooleanField(label=_("less than high"), required=False)
    figure_approximate = forms.BooleanField(label=_("approximate"), required=False)
    figure_allowed_low = forms.DecimalField(label=_("the words allow from"), required=False, max_digits=24, decimal_places=6)
    figure_allowed_high = forms.DecimalField(label=_("to"), required=False, max_digits=24, decimal_places=6)
    figure_convention = forms.CharField(label=_("by the convention"), required=False, max_length=80)
    figure_of = forms.CharField(label=_("What is counted"), required=False, max_length=200)
    figure_unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    figure_measures = forms.CharField(
        label=_("What happened to it"), required=False, max_length=300, help_text=_("destroyed, jammed")
    )
    figure_change = forms.ChoiceField(
        label=_("Change"), required=False, choices=[("", _("none")), ("up", _("up")), ("down", _("down"))]
    )
    figure_population = forms.CharField(label=_("Population"), required=False, max_length=200)
    figure_area = forms.CharField(label=_("Area"), required=False, max_length=200)
    figure_as_of = forms.DateTimeField(label=_("As of"), required=False, widget=MOMENT)
    when_text = forms.CharField(label=_("When, in the text's words"), required=False, max_length=200)
    when_earliest = forms.DateField(label=_("earliest"), required=False, widget=DATE)
    when_latest = forms.DateField(label=_("latest"), required=False, widget=DATE)
    where = forms.CharField(label=_("Where"), required=False, max_length=500, help_text=_("Several places: separate them by ;"))

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        self.content = content
        kwargs["initial"] = {**_initial(content), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.shown_links = [*content["attribution"], *({"sources": []} for _ in range(SPARE_LINKS))]
        for number, link in enumerate(self.shown_links):
            self.fields[f"who_{number}"] = forms.CharField(label=_("Who"), required=False, max_length=900)
            self.fields[f"cue_{number}"] = forms.CharField(label=_("Cue"), required=False, max_length=120)
            self.fields[f"mode_{number}"] = forms.ChoiceField(
                label=_("Mode"), required=False, choices=AttributionMode.choices, initial=AttributionMode.INDIRECT
            )
            self.fields[f"anonymous_{number}"] = _anonymous_field(link["sources"])

    @property
    def links(self) -> list[list[forms.BoundField]]:
        """The fields of each link of the chain, outermost first."""
        return [[self[f"{name}_{number}"] for name in LINK] for number in range(len(self.shown_links))]

    @property
    def figure_rows(self) -> list[list[forms.BoundField]]:
        """The fields of the figure, as they stand beside each other."""
        rows = (
            ("text", "of", "unit"),
            ("low", "best", "high"),
            ("low_open", "high_open", "approximate"),
            ("allowed_low", "allowed_high", "convention"),
            ("measures", "change", "as_of"),
            ("population", "area"),
        )
        return [[self[f"figure_{name}"] for name in row] for row in rows]

    @property
    def shows_figure(self) -> bool:
        """Whether there is something to see among the fields of the figure."""
        return bool(self["figure_text"].value()) or any(name.startswith("figure_") for name in self.errors)

    @property
    def shows_when_and_where(self) -> bool:
        """Whether there is something to see among the fields of time and place."""
        filled = self["when_text"].value() or self["where"].value()
        return bool(filled) or any(name.startswith("when_") or name == "where" for name in self.errors)

    def messages_by_field(self, error: ClaimdeskError) -> dict[str | None, Any]:
        """A refusal of the content as a whole at the fields that say it."""
        if error.code == "claim:span":
            return {"end": error.message}
        if error.code != "claim:content":
            return super().messages_by_field(error)
        found: dict[str | None, Any] = {}
        for path, messages in _leaves(error.details["errors"]):
            found.setdefault(self._field_of(path), []).extend(messages)
        return found

    def _field_of(self, path: tuple[Any, ...]) -> str:  # noqa: PLR0911 - one for each part of the content
        """The field that says what stands at a place of the content."""
        match path:
            case ("attribution", int(number), "sources", *_):
                return f"who_{self._links()[number][0]}"
            case ("attribution", int(number), str(name), *_):
                return f"{name}_{self._links()[number][0]}"
            case ("figure", "tolerance", "low" | "high" as bound, *_):
                return f"figure_allowed_{bound}"
            case ("figure", "tolerance", *rest) | ("figure", *rest):
                return f"figure_{rest[0]}" if rest else "figure_text"
            case ("when", "earliest" | "latest" | "text" as name, *_):
                return f"when_{name}"
            case ("when", *_):
                return "when_latest"
        return str(path[0])

    def as_content(self) -> dict[str, Any]:
        """The claim as the form says it."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("start", "end", "statement", "kind", "stance")}
        places = [place.strip() for place in data["where"].split(";") if place.strip()]
        known = {place["text"]: place for place in self.content["where"]}
        return {
            **self.content,
            **plain,
            "ambiguous": [note.strip() for note in data["ambiguous"].splitlines() if note.strip()],
            "attribution": [link for _number, link in self._links()],
            "figure": self._figure(),
            "when": self._when(),
            "where": [known.get(place, {"text": place}) for place in places],
        }

    def _links(self) -> list[tuple[int, dict[str, Any]]]:
        """The chain with the numbers of its fields: what nobody touched as it was, and what names somebody or has a cue."""
        present, changed = self.content["attribution"], set(self.changed_data)
        links = []
        for number in range(len(self.shown_links)):
            if number < len(present) and changed.isdisjoint(f"{name}_{number}" for name in LINK):
                links.append((number, present[number]))
            elif (link := self._link(number))["sources"] or link["cue"]:
                links.append((number, link))
        return links

    def _link(self, number: int) -> dict[str, Any]:
        """A link as its fields say it; of those who were in the chain already, the form shows no more than the name."""
        who, cue, mode, anonymous = (self.cleaned_data[f"{name}_{number}"] for name in LINK)
        shown = self.shown_links[number]["sources"]
        known = {source["name"]: source for link in self.content["attribution"] for source in link["sources"]}
        known |= {source["name"]: source for source in shown}
        nameless = {source["name"] for source in shown if source["anonymous"]}
        sources = [
            {**known.get(name, {"name": name}), "anonymous": name in nameless if anonymous == SOME else bool(anonymous)}
            for name in (word.strip() for word in who.split(";"))
            if name
        ]
        return {"cue": cue, "mode": mode or AttributionMode.INDIRECT, "sources": sources}

    def _figure(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if not data["figure_text"]:
            return None
        allowed = {"low": data["figure_allowed_low"], "high": data["figure_allowed_high"]}
        has_tolerance = any(bound is not None for bound in allowed.values())
        return {
            **(self.content["figure"] or {}),
            **{name: data[f"figure_{name}"] for name in FIGURE_PLAIN},
            "tolerance": {**allowed, "convention": data["figure_convention"]} if has_tolerance else None,
            "measures": [word.strip() for word in data["figure_measures"].split(",") if word.strip()],
            "change": data["figure_change"] or None,
            "as_of": data["figure_as_of"],
        }

    def _when(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        when = {"text": data["when_text"], "earliest": data["when_earliest"], "latest": data["when_latest"]}
        return when if any(when.values()) else None


def _leaves(errors: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], list[str]]]:
    """What is wrong in a content, with the place at which it is."""
    if isinstance(errors, dict):
        parts: Iterable[tuple[Any, Any]] = errors.items()
    elif any(not isinstance(error, str) for error in errors):
        parts = enumerate(errors)
    else:
        yield path, errors
        return
    for name, part in parts:
        yield from _leaves(part, (*path, name))


def _initial(content: dict[str, Any]) -> dict[str, Any]:
    """The content as the form's fields have it."""
    figure, when = content.get("figure") or {}, content.get("when") or {}
    tolerance = figure.get("tolerance") or {}
    links = enumerate(content["attribution"])
    return {
        **{name: content.get(name) for name in ("start", "end", "statement", "kind", "stance")},
        "ambiguous": "\n".join(content.get("ambiguous", [])),
        **{f"figure_{name}": figure.get(name) for name in (*FIGURE_PLAIN, "change")},
        "figure_as_of": dt.datetime.fromisoformat(figure["as_of"]) if figure.get("as_of") else None,
        "figure_allowed_low": tolerance.get("low"),
        "figure_allowed_high": tolerance.get("high"),
        "figure_convention": tolerance.get("convention"),
        "figure_measures": ", ".join(figure.get("measures", [])),
        **{f"when_{name}": when.get(name) for name in ("text", "earliest", "latest")},
        "where": "; ".join(place["text"] for place in content.get("where", [])),
        **{name: value for number, link in links for name, value in _link_initial(number, link).items()},
    }


def _link_initial(number: int, link: dict[str, Any]) -> dict[str, Any]:
    return {
        f"who_{number}": "; ".join(source["name"] for source in link["sources"]),
        f"cue_{number}": link["cue"],
        f"mode_{number}": link["mode"],
        f"anonymous_{number}": SOME if _is_mixed(link["sources"]) else any(source["anonymous"] for source in link["sources"]),
    }


def _is_mixed(sources: list[dict[str, Any]]) -> bool:
    return len({source["anonymous"] for source in sources}) > 1


def _anonymous_field(sources: list[dict[str, Any]]) -> forms.Field:
    """Yes or no where that holds for all who speak together; where some of them are named, also those who are not."""
    if not _is_mixed(sources):
        return forms.BooleanField(label=_("anonymous"), required=False)
    only = ", ".join(source["name"] for source in sources if source["anonymous"])
    choices = [("", _("nobody")), (SOME, only), ("on", _("all"))]
    return forms.ChoiceField(label=_("anonymous"), required=False, choices=choices)


class MarkForm(ContentForm):
    """A passage that is to become a claim."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)


class CorrectForm(ContentForm, VersionedForm):
    """A claim to be corrected, as somebody saw it."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, help_text=_("It stands in the claim's history."))


class PassageForm(forms.Form):
    """A passage by its words, or by its place."""

    passage = forms.CharField(
        label=_("Passage"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copied from the text, word for word."),
    )
    start = forms.IntegerField(label=_("or from character"), required=False, min_value=0)
    end = forms.IntegerField(label=_("to"), required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        """Words, or both ends."""
        data = super().clean() or {}
        if not data.get("passage", "").strip() and (data.get("start") is None or data.get("end") is None):
            raise forms.ValidationError(_("Say which passage."))
        return data

    def find(self, text: str) -> list[tuple[int, int]]:
        """The places that are meant: the one that is given, or each at which the passage stands."""
        data = self.cleaned_data
        if data["start"] is not None and data["end"] is not None:
            return [(data["start"], data["end"])] if data["start"] < data["end"] <= len(text) else []
        passage, places = data["passage"].strip(), []
        start = text.find(passage) if passage else -1
        while start >= 0:
            places.append((start, start + len(passage)))
            start = text.find(passage, start + 1)
        return places


class EventForm(VersionedForm):
    """What happened, where and when."""

    expected_version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    first = forms.DateField(label=_("First day"), required=False, widget=DATE)
    last = forms.DateField(label=_("Last day"), required=False, widget=DATE)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """The event as it is."""
        first, after = (event.during.lower, event.during.upper) if event.during else (None, None)
        plain = {name: getattr(event, name) for name in ("title", "description", "place")}
        return {**plain, "expected_version": event.version, "first": first, "last": after and after - dt.timedelta(days=1)}

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day is before the first."))
        return data

    def columns(self) -> dict[str, Any]:
        """What the form says about the event."""
        data = self.cleaned_data
        days = DateRange(data["first"], data["last"] and data["last"] + dt.timedelta(days=1))
        during = days if data["first"] or data["last"] else None
        return {**{name: data[name] for name in ("title", "description", "place")}, "during": during}


class PartyForm(ServiceForm):
    """Who had which role in an event."""

    source = forms.ModelChoiceField(label=_("Party"), queryset=Source.objects.none())
    role = forms.ChoiceField(label=_("Role"), choices=EventRole.choices)

    def __init__(self, *args: Any, event: Event, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "source", Source.objects.visible_to(user).known_to(event.desk))


class ClaimEventForm(VersionedForm):
    """Of which event a claim speaks."""

    event = forms.ModelChoiceField(label=_("Event"), queryset=Event.objects.none(), required=False, empty_label=_("none"))

    def __init__(self, *args: Any, events: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "event", events)
