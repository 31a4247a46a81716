"""The rules of the house that can be tested. Each list of exceptions gives its reasons."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("civic", "reports", "consultations", "frontend", "deploy")
MODULE_MAX = 400

# Actions without `by`, and why.
NO_ACTOR = {
    "civic/accounts/actions/send_link.py:send_link": "goes to an address, not to a person",
    "civic/accounts/actions/redeem_link.py:redeem_link": "the secret in the mail is the proof",
    "civic/eventlog/actions/record.py:record": "has it, and takes the verb by position",
    "civic/notifications/actions/follow.py:follow": "by an address that was confirmed, or by a person",
    "civic/notifications/actions/notify.py:notify": "tells others of an event, whose actor it carries",
}
# Actions of the system: set-up, imports, what an event or the clock leads to. No person calls them.
SYSTEM_ACTIONS = re.compile(
    r"(civic/pages/actions/(ensure|draft|announce|add|publish)_|civic/areas/actions/|civic/search/actions/"
    r"|reports/actions/ensure_|reports/actions/confirm_report|reports/actions/follow_report.py:confirm"
    r"|consultations/actions/(note_phases|confirm_address)|consultations/surgeries/actions/mark_faq_published)"
)
# Modules in a folder of actions that the actions share; they are no acts.
SHARED = {"find_comment", "locking", "decide"}

MAY_USE_SIGNALS = {
    "civic/eventlog/apps.py": "grants the serving role its rights after a migration",
    "civic/pages/apps.py": "makes the first pages after a migration",
    "civic/pages/publishing.py": "Wagtail says only by signal that a page was published; nobody else listens to ours",
}
MAY_MARK_SAFE = {
    "frontend/templatetags/civic.py": "the import map and JSON, encoded without < > &; fixed attributes",
    "civic/pages/templatetags/pages.py": "JSON without < > &",
    "consultations/surgeries/web/pages.py": "JSON without < > &",
    "civic/demo/views.py": "escaped words of a mail, with links around our own addresses",
    "civic/core/sanitise.py": "what it has cleaned",
}
SAFE_IN_TEMPLATES = re.compile(r"(\w+_html|\.html)$")
MAY_SAFE = {
    ("forms/hint.html", "field.help_text"): "Django's own help texts of passwords are lists; ours are fixed words"
}
# The clock of the computer, where no instant is kept or compared with one that is.
MAY_ASK_THE_COMPUTER = {
    "civic/core/clock.py",  # it is the clock
    "frontend/templatetags/civic.py",  # "5 minutes ago": the ground floor imports nothing, not even core
    "frontend/views.py",  # examples in the style guide
}
EVENT_WORDS = {"text", "name", "title", "reason", "email", "words", "note", "detail", "message", "body", "label"}


@cache
def committed() -> list[str]:
    """Every file in git."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in found.split("\0") if name and (ROOT / name).is_file()]


def modules(*rooms: str) -> list[str]:
    return [
        name for name in committed()
        if name.endswith(".py") and name.partition("/")[0] in (rooms or ROOMS) and "/migrations/" not in name
    ]  # fmt: skip


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text())


def templates() -> list[str]:
    return [name for name in committed() if name.startswith("frontend/templates/") and name.endswith((".html", ".txt"))]


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """(what is called, as written; the call) in a module."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {name: len((ROOT / name).read_text().splitlines()) for name in modules()}

    assert {name: n for name, n in lengths.items() if n > MODULE_MAX} == {}


def action_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name in modules():
        if "/actions/" not in name or Path(name).stem in SHARED:
            continue
        for node in tree(name).body:
            atomic = isinstance(node, ast.FunctionDef) and any("atomic" in ast.unparse(d) for d in node.decorator_list)
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and (atomic or node.name == Path(name).stem)
            ):
                yield f"{name}:{node.name}", node


def test_actions_are_named_verb_noun_like_their_module() -> None:
    stems = {f"{name}" for name in modules() if "/actions/" in name and Path(name).stem not in {*SHARED, "__init__"}}

    assert [
        name
        for name in stems
        if "_" not in Path(name).stem and Path(name).stem not in {"record", "follow", "notify", "reindex"}
    ] == []


def test_actions_take_keywords_only() -> None:
    by_position = {"record": 1, "reindex": 1, "reindex_soon": 1, "notify": 1, "confirm_address": 2}
    found = [name for name, node in action_functions() if len(node.args.args) > by_position.get(node.name, 0)]

    assert found == []


def test_actions_take_the_actor() -> None:
    found = [
        name for name, node in action_functions()
        if "by" not in {arg.arg for arg in node.args.kwonlyargs}
        and name not in NO_ACTOR and not SYSTEM_ACTIONS.search(name)
    ]  # fmt: skip

    assert found == []


def test_html_is_cleaned_in_one_place() -> None:
    found = set()
    for name in modules():
        for node in ast.walk(tree(name)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(one.partition(".")[0] in ("bleach", "nh3") for one in names):
                found.add(name)

    assert found == {"civic/core/sanitise.py"}


def test_only_clean_columns_meet_the_filter_safe() -> None:
    found = []
    for name in templates():
        for expression in re.findall(r"\{\{\s*([\w.]+)(?:\|[^}]*)?\|safe\b", (ROOT / name).read_text()):
            if (
                not SAFE_IN_TEMPLATES.search(expression)
                and (name.removeprefix("frontend/templates/"), expression) not in MAY_SAFE
            ):
                found.append(f"{name}: {expression}|safe")

    assert found == []
    assert [
        name
        for name in templates()
        if re.search(r"autoescape\s+off", (ROOT / name).read_text()) and not name.endswith(".txt")
    ] == []


def test_only_listed_modules_mark_text_as_safe() -> None:
    found = {
        name
        for name in modules()
        for what, _call in calls(name)
        if what.rpartition(".")[2] in ("mark_safe", "SafeString")
    }

    assert found - set(MAY_MARK_SAFE) == set()


@pytest.mark.parametrize(
    "pattern",
    [r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", r"<style\b", r"\sstyle\s*=", r"\son[a-z]+\s*=\s*[\"']"],
)
def test_no_inline_script_or_style_in_our_pages(pattern: str) -> None:
    """The content security policy would refuse it; mails have no such policy, and no script."""
    ours = [name for name in templates() if name.endswith(".html") and "/mail/" not in name and "/cms/" not in name]

    assert [name for name in ours if re.search(pattern, (ROOT / name).read_text(), re.I)] == []


def test_time_comes_from_the_clock() -> None:
    wrong = re.compile(r"(^|\.)(timezone\.now|datetime\.now|datetime\.utcnow|datetime\.today|date\.today)$")
    found = {
        name
        for name in modules("civic", "reports", "consultations", "frontend")
        for what, _call in calls(name)
        if wrong.search(what)
    }

    assert found - MAY_ASK_THE_COMPUTER == set()


def test_facts_of_events_are_ids_and_numbers() -> None:
    """record(verb, on=…, by=…, thing_id=…): no words of people, by name of the fact."""
    found = []
    for name in modules("civic", "reports", "consultations"):
        for what, call in calls(name):
            if what not in ("record", "tell") or not call.keywords:
                continue
            facts = {keyword.arg for keyword in call.keywords if keyword.arg}
            found += [f"{name}:{call.lineno} {fact}" for fact in facts & EVENT_WORDS]

    assert found == []


def test_rooms_do_not_signal_each_other() -> None:
    found = set()
    for name in modules("civic", "reports", "consultations", "frontend"):
        imported = {
            alias.name
            for node in ast.walk(tree(name)) if isinstance(node, ast.ImportFrom) and "signal" in (node.module or "")
            for alias in node.names
        }  # fmt: skip
        receives = any(ast.unparse(d).startswith(("receiver(", "dispatch.receiver(")) for node in ast.walk(tree(name))
                       if isinstance(node, ast.FunctionDef) for d in node.decorator_list)  # fmt: skip
        connects = any(what.endswith(".connect") and what.rpartition(".")[0] in imported for what, _call in calls(name))
        if receives or connects:
            found.add(name)

    assert found - set(MAY_USE_SIGNALS) == set()


def test_files_name_no_machine() -> None:
    """No folder of somebody's computer, no registry: the lock files name packages and hashes only."""
    pattern = re.compile(
        r"(?<![\w.$}])/(?:work|root)/|(?<![\w.$}/])/tmp/|artifactory|nexus|\bpypi\.[a-z]+\.(?:internal|local)", re.I
    )
    may = {"tests/architecture/test_house.py"}
    found = []
    for name in committed():
        if name in may or Path(name).suffix in (".png", ".jpg", ".webp", ".ico", ".woff2", ".heic", ".mo"):
            continue
        for number, line in enumerate((ROOT / name).read_text(errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name}:{number} {line.strip()[:80]}")

    assert found == []


# --- Words are marked for translation

_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", re.S)
_MARKED = re.compile(r"\{%\s*(blocktranslate|blocktrans)\b.*?%\}.*?\{%\s*end\1\s*%\}", re.S)
_CLASSES = re.compile(r"\{%\s*block\s+\w*(?:container|class)\w*\s*%\}.*?\{%\s*endblock.*?%\}", re.S)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_NO_WORDS = re.compile(r"<(script|style|code|kbd|pre|svg)\b.*?</\1>", re.S)
_SAID_BY = re.compile(r"""\s(?:title|alt|placeholder|aria-label)="([^"]*)\"""")
WORDS_THAT_ARE_NONE = {
    "atom",
    "kbd",
    "civic",
    "csv",
    "geojson",
    "json",
    "api",
    "cymraeg",
    "english",
    "faq",
    "km",
    "m",
    "b",
}
NOT_FOR_READERS = ("frontend/templates/styleguide", "frontend/templates/demo/")


def unmarked(text: str) -> list[str]:
    """Words in a template that no translation reaches: text between tags, and attributes that are read out."""
    plain = _NO_WORDS.sub(" ", _CLASSES.sub(" ", _MARKED.sub(" ", _COMMENT.sub(" ", text))))
    plain = _CODE.sub(" ", plain)
    parts = [*re.split(r"<[^<>]*>", plain), *_SAID_BY.findall(plain)]
    words = [re.sub(r"&\w+;|https?://\S+", " ", part).strip() for part in parts]
    return [
        part for part in words
        if [word for word in re.findall(r"[^\W\d_]{2,}", part) if word.lower() not in WORDS_THAT_ARE_NONE]
    ]  # fmt: skip


def test_every_word_of_a_template_is_marked_for_translation() -> None:
    found = {}
    for name in templates():
        if name.endswith(".html") and not name.startswith(NOT_FOR_READERS):
            words = unmarked((ROOT / name).read_text())
            found.update({name: words[:3]} if words else {})

    assert found == {}


def test_the_search_for_unmarked_words_finds_them() -> None:
    page = '<p title="Hello there">{% translate "Yes" %} {{ name }} No {# not this #}</p><script>let x = 1</script>'

    assert unmarked(page) == ["No", "Hello there"]
