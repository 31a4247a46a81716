"""Hosts who put questions together and take them apart at one moment wait for each other, and nobody is sent away."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from civic.core.errors import CivicError
from consultations.surgeries.actions.merge_question import merge_question
from consultations.surgeries.actions.unmerge_question import unmerge_question
from consultations.surgeries.models import Question, QuestionSupport
from tests.factories.surgeries import a_host, a_question, a_surgery


@pytest.mark.django_db(transaction=True)
def test_merging_and_unmerging_at_once_leaves_true_counts_and_no_deadlock():
    host = a_host()
    surgery = a_surgery(host=host)
    first, second = (a_question(surgery, text) for text in ("When?", "When, please?"))

    def act(number):
        """In turns: the later into the earlier, apart again, and the earlier into the later."""
        one, two = Question.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
        try:
            if number % 3 == 0:
                merge_question(by=host, question=two, into=one)
            elif number % 3 == 1:
                unmerge_question(by=host, question=two)
            else:
                merge_question(by=host, question=one, into=two)
        except CivicError as refused:
            return refused.status
        finally:
            connection.close()
        return 200

    with ThreadPoolExecutor(6) as pool:
        statuses = set(pool.map(act, range(60)))

    assert statuses <= {200, 404, 409}
    assert 200 in statuses
    for question in Question.objects.filter(pk__in=[first.pk, second.pk]):
        assert question.support == QuestionSupport.objects.filter(question=question).count()
