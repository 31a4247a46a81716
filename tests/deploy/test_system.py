"""What a bare system lacks is asked for by the names of its packages."""

from deploy.lib import system


def test_a_bare_server_is_asked_for_all_that_the_tests_need(monkeypatch):
    monkeypatch.setattr(system, "LIBRARY_FOLDERS", ())
    monkeypatch.setattr(system, "CHROMIUM_NAMES", ())
    monkeypatch.delenv("CIVIC_CHROMIUM", raising=False)
    monkeypatch.setattr(system.sys, "platform", "linux")

    missing = system.missing_packages(cluster=False, tests=True)

    assert {"gdal-bin", "chromium", "libatomic1"} <= set(missing)
    assert "libatomic1" not in system.missing_packages(cluster=False, tests=False)


def test_nothing_is_asked_for_where_the_tests_run():
    assert system.missing_packages(cluster=False, tests=True) == []
