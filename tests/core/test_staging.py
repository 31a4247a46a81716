"""Good photos survive a form that has to be put right, for a day, for the one who sent them."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from civic.core import clock
from civic.core.errors import Invalid
from civic.core.images import CleanPhoto
from civic.core.models import IdempotencyKey, RateWindow, StagedPhoto
from civic.core.staging import stage_photos, staged_names, sweep_staged, take_staged
from civic.core.tasks import sweep

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 3, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(number=1):
    return CleanPhoto(f"photo {number}.jpg", b"full %d" % number, b"thumb %d" % number, 40 + number, 20)


def files():
    _folders, names = (
        default_storage.listdir("private/staged") if default_storage.exists("private/staged") else ([], [])
    )
    return names


def test_photos_come_back_by_their_tokens_in_the_order_asked_for():
    one, two = stage_photos([photo(1), photo(2)], "user:5")

    assert take_staged([two, one], "user:5") == [photo(2), photo(1)]


def test_photo_is_kept_in_a_private_folder_under_a_random_name():
    stage_photos([photo()], "device:abc")

    row = StagedPhoto.objects.get()
    assert row.full.name.startswith("private/staged/")
    assert "photo" not in row.full.name
    assert len(files()) == 2


def test_token_is_stored_hashed():
    [token] = stage_photos([photo()], "user:5")

    assert token not in repr(vars(StagedPhoto.objects.get()))
    assert len(token) >= 32


def test_photo_is_given_out_once(django_capture_on_commit_callbacks):
    [token] = stage_photos([photo()], "user:5")
    with django_capture_on_commit_callbacks(execute=True):
        take_staged([token], "user:5")

    with pytest.raises(Invalid) as caught:
        take_staged([token], "user:5")

    assert list(caught.value.fields) == ["photos"]
    assert files() == []


def test_token_named_twice_is_one_photo():
    [token] = stage_photos([photo()], "user:5")

    assert take_staged([token, token], "user:5") == [photo()]


def test_photo_stays_when_the_act_that_took_it_is_undone(django_capture_on_commit_callbacks):
    [token] = stage_photos([photo()], "user:5")

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ValueError, match="undone"),
        transaction.atomic(),
    ):
        take_staged([token], "user:5")
        raise ValueError("undone")

    assert take_staged([token], "user:5") == [photo()]


@pytest.mark.parametrize("who", ["user:6", "device:abc", ""])
def test_photo_of_another_person_is_not_there(who):
    [token] = stage_photos([photo()], "user:5")

    assert staged_names([token], who) == {}
    with pytest.raises(Invalid):
        take_staged([token], who)


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "é" * 1000])
def test_token_that_was_never_given_is_refused_in_words(token):
    with pytest.raises(Invalid) as caught:
        take_staged([token], "user:5")

    assert str(caught.value.fields["photos"][0]) == "We no longer have one of your photos. Add it again."


def test_photo_whose_file_is_gone_is_refused_in_words():
    [token] = stage_photos([photo()], "user:5")
    default_storage.delete(StagedPhoto.objects.get().full.name)

    with pytest.raises(Invalid):
        take_staged([token], "user:5")


def test_sixth_photo_is_refused():
    tokens = stage_photos([photo(n) for n in range(6)], "user:5")

    with pytest.raises(Invalid):
        take_staged(tokens, "user:5")


def test_no_token_is_no_photo():
    assert take_staged([], "user:5") == []


def test_form_can_name_what_is_already_added():
    [token] = stage_photos([photo()], "user:5")

    assert staged_names([token, "other"], "user:5") == {token: "photo 1.jpg"}


def test_what_nobody_came_back_for_is_deleted_after_a_day(django_capture_on_commit_callbacks):
    with clock.at(NOON):
        [old] = stage_photos([photo(1)], "user:5")
    with clock.at(NOON + dt.timedelta(hours=20)):
        stage_photos([photo(2)], "user:5")

    with clock.at(NOON + dt.timedelta(hours=25)):
        with pytest.raises(Invalid):
            take_staged([old], "user:5")
        with django_capture_on_commit_callbacks(execute=True):
            assert sweep_staged() == 1

    assert [row.name for row in StagedPhoto.objects.all()] == ["photo 2.jpg"]
    assert len(files()) == 2


def test_hourly_sweep_deletes_old_counts_and_keys_and_keeps_young_ones():
    for days, who in ((31, "old"), (1, "young")):
        at = NOON - dt.timedelta(days=days)
        RateWindow.objects.create(key=who, starts_at=at)
        IdempotencyKey.objects.create(scope="s", who=who, key="0" * 32, payload_hash="h", created_at=at)

    with clock.at(NOON):
        sweep(timestamp=0)
        sweep(timestamp=0)

    assert list(RateWindow.objects.values_list("key", flat=True)) == ["young"]
    assert list(IdempotencyKey.objects.values_list("who", flat=True)) == ["young"]
