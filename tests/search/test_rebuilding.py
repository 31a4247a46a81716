"""The whole index built anew: what is there is found, what is gone is not, and every word is counted truly."""

import pytest

from civic.search.actions.rebuild_index import rebuild_index
from civic.search.models import SearchEntry, SearchWord
from civic.search.queries import find
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db


def counted():
    return dict(SearchWord.objects.values_list("word", "entries"))


def test_an_index_that_was_lost_is_built_from_the_rows():
    report = ReportFactory(title="Zebra crossing worn away")
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()

    rebuild_index()

    assert [hit.subject for hit in find("zebra").hits] == [report.subject]
    assert counted()["zebra"] == 1


def test_what_is_no_longer_public_is_forgotten_with_its_words():
    report = ReportFactory(title="Zebra crossing worn away")
    ReportFactory(title="Zebra crossing dark")
    rebuild_index()
    type(report).objects.filter(pk=report.pk).update(visibility="held")

    rebuild_index()

    assert counted()["zebra"] == 1
    assert "worn" not in counted()


def test_wrong_counts_are_put_right_and_stop_words_stay_out():
    ReportFactory(title="The zebra")
    rebuild_index()
    SearchWord.objects.filter(word="zebra").update(entries=41)
    SearchWord.objects.create(word="gone", entries=3)

    rebuild_index()

    assert counted()["zebra"] == 1
    assert not {"gone", "the"} & counted().keys()
