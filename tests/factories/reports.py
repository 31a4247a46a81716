"""Reports and what they stand in. `a_town()` makes two wards side by side, so that places have a ward."""

from typing import Any

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from civic.areas.models import Ward
from civic.core import clock
from reports.enums import Visibility
from reports.models import Category, Report, ReportPhoto

WEST_POINT = {"type": "Point", "coordinates": [-0.315, 52.97]}
EAST_POINT = {"type": "Point", "coordinates": [-0.295, 52.97]}
OUTSIDE = {"type": "Point", "coordinates": [-0.5, 52.97]}
DITCH = {"type": "LineString", "coordinates": [[-0.318, 52.968], [-0.316, 52.97], [-0.312, 52.971]]}
PARK = {"type": "Polygon", "coordinates": [[[-0.318, 52.968], [-0.314, 52.968], [-0.314, 52.971], [-0.318, 52.968]]]}
_CROSSING = [[-0.318, 52.968], [-0.314, 52.971], [-0.314, 52.968], [-0.318, 52.971], [-0.318, 52.968]]
BOW_TIE = {"type": "Polygon", "coordinates": [_CROSSING]}


def a_town() -> tuple[Ward, Ward]:
    """Brigg (west of -0.305) and Ings (east of it); together they are the council's area."""
    return _ward("Brigg", -0.33, -0.305), _ward("Ings", -0.305, -0.28)


def _ward(name: str, west: float, east: float) -> Ward:
    box = Polygon.from_bbox((west, 52.95, east, 52.99))
    box.srid = 4326
    made, _new = Ward.objects.get_or_create(
        code=name.lower(), defaults={"name": name, "slug": name.lower(), "boundary": MultiPolygon(box, srid=4326)}
    )
    return made


class CategoryFactory(factory.django.DjangoModelFactory[Category]):
    class Meta:
        model = Category
        django_get_or_create = ("code",)

    code = "pothole"
    name = "Pothole or broken road"
    group = "Roads and pavements"
    responsible = "The highways team"
    promise_working_days = 2
    geometry_types = ["Point", "LineString", "Polygon"]


class ReportFactory(factory.django.DjangoModelFactory[Report]):
    """A public report by nobody in particular, in the west of the town if there is one."""

    class Meta:
        model = Report

    category = factory.SubFactory(CategoryFactory)
    title = factory.Sequence(lambda n: f"Pothole number {n}")
    source = "It is deep."
    source_html = "<p>It is deep.</p>"
    geometry = factory.LazyFunction(lambda: Point(-0.315, 52.97, srid=4326))
    point = factory.LazyAttribute(lambda made: made.geometry.centroid if made.geometry else None)
    place = "Mill Street, Brigg ward"
    area = factory.LazyAttribute(lambda made: Ward.objects.containing(made.point).first())
    visibility = Visibility.PUBLIC
    published_at = factory.LazyFunction(clock.now)


class ReportPhotoFactory(factory.django.DjangoModelFactory[ReportPhoto]):
    class Meta:
        model = ReportPhoto

    report = factory.SubFactory(ReportFactory)
    full = factory.django.FileField(data=b"\xff\xd8\xff full \xff\xd9", filename="full.jpg")
    thumb = factory.django.FileField(data=b"\xff\xd8\xff thumb \xff\xd9", filename="thumb.jpg")
    width = 800
    height = 600


def submitted(by: Any, **fields: Any) -> Report:
    """A report made the way people make one."""
    from reports.actions.submit_report import submit_report

    CategoryFactory()
    return submit_report(
        by=by, **{"category": "pothole", "geometry": WEST_POINT, "title": "A deep pothole by the bus stop", **fields}
    )
