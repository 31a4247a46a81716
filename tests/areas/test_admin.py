import pytest
from django.contrib import admin

from civic.accounts.models import User
from civic.areas.models import NamedPlace, Postcode, Street, Ward


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Ward, Street, NamedPlace, Postcode])
def test_each_kind_of_place_is_edited_on_a_map(model, rf):
    request = rf.get("/")
    request.user = User.objects.create(email="admin@example.org")

    form = admin.site._registry[model].get_form(request)()

    assert "leaflet" in form.as_p()
