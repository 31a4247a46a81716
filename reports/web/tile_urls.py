from django.urls import path

from reports.web import files

urlpatterns = [path("tiles/reports/<int:z>/<int:x>/<int:y>.mvt", files.tile, name="report_tile")]
