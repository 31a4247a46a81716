from django.urls import path

from reports.api import views

urlpatterns = [
    path("categories/", views.Categories.as_view(), name="api_categories"),
    path("reports/", views.Reports.as_view(), name="api_reports"),
    path("reports/nearby/", views.Nearby.as_view(), name="api_reports_nearby"),
    path("reports/<slug:ref>/", views.OneReport.as_view(), name="api_report"),
    path("reports/<slug:ref>/support/", views.Support.as_view(), name="api_report_support"),
]
