"""What kinds of place there are, and what the basemap is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """What a named place is. The order is the order in which places deserve a label."""

    TOWN = "town", _("town")
    STATION = "station", _("railway station")
    LIBRARY = "library", _("library")
    CIVIC = "civic", _("public building")
    CHURCH = "church", _("church")
    SCHOOL = "school", _("school")
    HEALTH = "health", _("health centre")
    LEISURE = "leisure", _("leisure centre")
    BRIDGE = "bridge", _("bridge")
    LANDMARK = "landmark", _("landmark")
    PARK = "park", _("park")
    VILLAGE = "village", _("village")
    HALL = "hall", _("hall")
    PUB = "pub", _("pub")
    SHOP = "shop", _("shop")
    PARKING = "parking", _("car park")
    WATER = "water", _("river or lake")
    DITCH = "ditch", _("ditch")
    OTHER = "other", _("place")


class ImportKind(models.TextChoices):
    """What one imported file holds."""

    WARDS = "wards", _("wards")
    STREETS = "streets", _("streets")
    PLACES = "places", _("named places")
    POSTCODES = "postcodes", _("postcodes")


class Layer(models.TextChoices):
    """The layers of the basemap, from the ground up: they are painted in this order."""

    AREA = "area", _("council area")
    FIELD = "field", _("field")
    MEADOW = "meadow", _("meadow")
    WOOD = "wood", _("wood")
    URBAN = "urban", _("built-up area")
    INDUSTRY = "industry", _("works and depots")
    GROUNDS = "grounds", _("school or hospital grounds")
    PARK = "park", _("park")
    ALLOTMENT = "allotment", _("allotments")
    PITCH = "pitch", _("sports pitch")
    SQUARE = "square", _("square or car park")
    DITCH = "ditch", _("ditch")
    STREAM = "stream", _("stream")
    WATER = "water", _("water")
    BUILDING = "building", _("buildings")
    LANDMARK = "landmark", _("public building")
    PATH = "path", _("path")
    ROAD = "road", _("road")
    RAIL = "rail", _("railway")
    BRIDGE = "bridge", _("bridge")
    WARD = "ward", _("ward boundary")
    TREE = "tree", _("trees")
    PLACE = "place", _("name of a place")
