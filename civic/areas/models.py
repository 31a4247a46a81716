"""Wards, streets, places and postcodes, and the features that the basemap is drawn from."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.areas.enums import Layer, PlaceKind
from civic.areas.folding import fold, fold_postcode, spaced_postcode
from civic.areas.querysets import (
    BasemapFeatureQuerySet,
    NamedPlaceQuerySet,
    PostcodeQuerySet,
    StreetQuerySet,
    WardQuerySet,
)


class Ward(models.Model):
    """A part of the council's area that elects its own councillors. Together the wards are the council's area."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.CharField(_("short description"), max_length=300, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    boundary = models.MultiPolygonField(_("boundary"), srid=4326)

    objects = WardQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("ward")
        verbose_name_plural = _("wards")

    def __str__(self) -> str:
        return self.name


class Named(models.Model):
    """A row that people look for by a name they may mistype."""

    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    ward = models.ForeignKey(Ward, models.SET_NULL, null=True, blank=True, verbose_name=_("ward"), related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Street(Named):
    line = models.MultiLineStringField(_("line"), geography=True)

    objects = StreetQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        indexes = [GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="street_folded_trigram")]


class NamedPlace(Named):
    """A place people know by name. A long one (a ditch, the river) has a course beside its point."""

    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind, default=PlaceKind.OTHER)
    point = models.PointField(_("point"), geography=True)
    course = models.LineStringField(_("course"), geography=True, null=True, blank=True)

    objects = NamedPlaceQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("named place")
        verbose_name_plural = _("named places")
        indexes = [GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="place_folded_trigram")]


class Postcode(models.Model):
    """A postcode, stored without its space."""

    code = models.CharField(_("postcode"), max_length=8, primary_key=True)
    point = models.PointField(_("point"), geography=True)

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")

    def __str__(self) -> str:
        return spaced_postcode(self.code)

    def save(self, *args: object, **kwargs: object) -> None:
        self.code = fold_postcode(self.code)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class BasemapFeature(models.Model):
    """One shape of the basemap. `rank` orders it within its layer: the larger, the more important."""

    layer = models.CharField(_("layer"), max_length=20, choices=Layer)
    name = models.CharField(_("name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    width_m = models.FloatField(_("width in metres"), default=0)
    geom = models.GeometryField(_("shape"), srid=4326)

    objects = BasemapFeatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("basemap feature")
        verbose_name_plural = _("basemap features")

    def __str__(self) -> str:
        return f"{self.get_layer_display()} {self.name}".strip()


class BasemapEdition(models.Model):
    """The one row that says which edition of the basemap is in force: tiles are kept under its digest."""

    digest = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("basemap edition")
        verbose_name_plural = _("basemap editions")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_basemap_edition")]

    def __str__(self) -> str:
        return self.digest
