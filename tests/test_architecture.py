"""What only one place may do, read from the source: layers, writers of states, the waking of tasks, the reading of rows."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
APPS = ("config", "core", "sources", "claims", "verification")
MODULES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text())
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts and "extraction" not in path.parts
}

#: They translate between people, programs, tasks and the services; the services write.
ADAPTERS = [
    "*/views.py",
    "*/views/*.py",
    "*/api.py",
    "*/api/*.py",
    "*/admin.py",
    "*/admin/*.py",
    "*/forms.py",
    "*/forms/*.py",
    "*/tasks.py",
    "*/management/*",
]
#: They answer whoever asks, so they read what that person may see.
ANSWERING = ["*/views.py", "*/views/*.py", "*/api.py", "*/api/*.py"]
#: Published verdicts, for whoever has their unguessable address.
PUBLIC = {"verification/views/verdicts.py"}
SERVICES = ["*/services/*.py"]

#: Who writes the state of what; nobody else does.
STATE_WRITERS = {
    "verification/transitions.py": "Case",
    "verification/services/places.py": "Assignment",
    "verification/services/exports.py": "Export",
    "claims/services/editing.py": "Claim and RevisionProposal",
    "claims/services/extraction.py": "ExtractionRun",
    "sources/services/writing.py": "Capture",
    "core/services/mailing.py": "Message",
}
WRITING_METHODS = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"}


def matching(patterns: list[str]) -> list[str]:
    return [name for name in MODULES if any(fnmatch(name, pattern) for pattern in patterns)]


def nodes(name: str, sort: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(MODULES[name]) if isinstance(node, sort))


def calls(name: str) -> Iterator[tuple[ast.Call, str]]:
    """Each call with the name of the function or method."""
    for call in nodes(name, ast.Call):
        if isinstance(call.func, ast.Attribute):
            yield call, call.func.attr
        elif isinstance(call.func, ast.Name):
            yield call, call.func.id


def assigned_attributes(name: str) -> Iterator[ast.Attribute]:
    """Each attribute that an assignment writes to, also one of several."""
    for node in nodes(name, ast.Assign | ast.AnnAssign | ast.AugAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from (each for each in ast.walk(target) if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store))


def writes_of_state(name: str) -> list[str]:
    assigned = [ast.unparse(target) for target in assigned_attributes(name) if target.attr == "state"]
    updated = [
        ast.unparse(call)
        for call, method in calls(name)
        if method == "update" and any(word.arg == "state" for word in call.keywords)
    ]
    return assigned + updated


def test_there_is_something_to_read() -> None:
    assert len(MODULES) > 50
    assert all(matching([pattern]) for pattern in (*ADAPTERS, *SERVICES, *STATE_WRITERS))


def test_imports_point_one_way_and_the_engine_is_pure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


@pytest.mark.parametrize("name", MODULES)
def test_only_its_writer_writes_a_state(name: str) -> None:
    if name not in STATE_WRITERS:
        assert writes_of_state(name) == []


@pytest.mark.parametrize("name", STATE_WRITERS)
def test_each_writer_of_a_state_writes_one(name: str) -> None:
    assert writes_of_state(name)


@pytest.mark.parametrize("name", [name for name in STATE_WRITERS if name != "verification/transitions.py"])
def test_only_the_transitions_write_the_state_of_a_case(name: str) -> None:
    assert [target for target in writes_of_state(name) if target.endswith("case.state")] == []


@pytest.mark.parametrize("name", MODULES)
def test_tasks_are_woken_in_one_way(name: str) -> None:
    sending = [
        ast.unparse(call) for call, method in calls(name) if method in {"delay", "apply_async", "send_task", "delay_on_commit"}
    ]
    assert sending == [] or name == "core/wake.py"


@pytest.mark.parametrize("name", matching(ADAPTERS))
def test_adapters_write_nothing_themselves(name: str) -> None:
    written = [
        ast.unparse(call)
        for call, method in calls(name)
        if method in WRITING_METHODS
        and "objects" in {part.attr for part in ast.walk(call.func) if isinstance(part, ast.Attribute)}
    ]
    saved = [
        ast.unparse(call) for call, method in calls(name) if method in {"save", "delete"} and "super()" not in ast.unparse(call)
    ]
    assert written + saved == []


@pytest.mark.parametrize("name", sorted({*matching(ANSWERING)} - PUBLIC))
def test_who_asks_is_shown_what_they_may_see(name: str) -> None:
    """A model that knows ``visible_to`` is read through it."""
    guarded = {model.__name__ for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}
    begun = [
        ast.unparse(node)
        for node in nodes(name, ast.Attribute)
        if isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id in guarded
    ]
    assert [query for query in begun if not query.endswith((".visible_to", ".none"))] == []


@pytest.mark.parametrize("name", MODULES)
def test_only_services_lock_and_record(name: str) -> None:
    found = {method for _, method in calls(name)} & {"select_for_update", "record"}
    if name not in {*matching(SERVICES), "verification/transitions.py", "core/record.py"}:
        assert found == set()
