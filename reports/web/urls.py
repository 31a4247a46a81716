from django.urls import path

from reports.web import acts, draft_photos, files, pages, staff, steps

urlpatterns = [
    path("", pages.report_list, name="reports"),
    path("feed/", files.feed, name="reports_feed"),
    path("new/", steps.start, name="report_new"),
    path("new/<uuid:key>/done/", steps.done, name="report_done"),
    path("new/<uuid:key>/discard/", steps.discard, name="report_discard"),
    path("new/<uuid:key>/photos/<int:number>.jpg", draft_photos.photo, name="report_draft_photo"),
    path("new/<uuid:key>/<slug:step>/", steps.step, name="report_step"),
    path("<slug:ref>/", pages.report_page, name="report"),
    path("<slug:ref>/support/", acts.support, name="report_support"),
    path("<slug:ref>/follow/", acts.follow, name="report_follow"),
    path("<slug:ref>/withdraw/", acts.withdraw, name="report_withdraw"),
    path("<slug:ref>/still-there/", acts.contest, name="report_contest"),
    path("<slug:ref>/state/", staff.state, name="report_state"),
    path("<slug:ref>/reporter/", staff.reporter, name="report_reporter"),
    path("<slug:ref>/photos/<slug:name>.jpg", files.photo, name="report_photo"),
]
