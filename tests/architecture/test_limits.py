"""Every limit stands in one table, every row of it is asked for, and a demo alone has more."""

from __future__ import annotations

import re
from pathlib import Path

from civic.accounts.adapter import SIGN_IN
from civic.settings import base, limits, test

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(r"\b(?:limit|limited|require_room)\(\s*f?\"([a-z_.]+|\{name\}\.address)\"")


def asked_for() -> set[str]:
    files = [file for room in ("civic", "reports", "consultations") for file in (ROOT / room).rglob("*.py")]
    names = {name for file in files for name in ASKED.findall(file.read_text())}
    by_variable = {"join", "join.address", "rejoin", "rejoin.address", SIGN_IN}
    return (names - {"{name}.address"}) | by_variable


def test_the_table_and_the_code_name_the_same_limits() -> None:
    assert asked_for() == set(limits.LIMITS)


def test_the_figures_of_an_installation_that_people_use() -> None:
    hour, figures = 3600, limits.LIMITS

    assert figures["sign_in.address"] == (30, 900, "durable")
    assert (base.AXES_FAILURE_LIMIT, base.AXES_COOLOFF_TIME) == (5, 0.25)
    assert (figures["mail.to"], figures["mail.from"]) == ((3, hour, "durable"), (10, hour, "durable"))
    assert (figures["report.network"], figures["report.device"]) == ((20, hour), (5, hour))
    assert (figures["report.person"], figures["comment.person"]) == ((20, hour), (10, 60))
    assert (figures["comment.new"], limits.COMMENT_LINKS_NEW) == ((10, 24 * hour), 2)
    assert (figures["vote"], figures["search"], figures["suggestions"]) == ((30, 60), (30, 60), (120, 60))
    assert (figures["upload"], figures["upload.bytes"]) == ((30, hour), (100 * 1024 * 1024, hour))


def test_tests_meet_the_limits_that_people_meet() -> None:
    assert test.CIVIC_LIMITS_TIMES == 1
