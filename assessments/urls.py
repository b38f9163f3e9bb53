from django.urls import include, path

from assessments import views

app_name = "assessments"
exports = [
    path("", views.score_export, {"kind": "csv"}, name="export"),
    path("xlsx/", views.score_export, {"kind": "xlsx"}, name="export_xlsx"),
    path("werkpunten/", views.work_point_export, {"kind": "csv"}, name="export_work_points"),
    path("werkpunten/xlsx/", views.work_point_export, {"kind": "xlsx"}, name="export_work_points_xlsx"),
]
of_round = [
    path("", views.overview, name="overview"),
    path("werkpunten/", views.work_point_list, name="work_points"),
    path("export/", include(exports)),
    path("instellingen/", views.round_settings, name="settings"),
    path("sluiten/", views.round_close, name="close"),
]
overview = [
    path("", views.overview_current, name="current"),
    path("rondes/", views.round_list, name="rounds"),
    path("rondes/nieuw/", views.round_open, name="open"),
    path("<uuid:pk>/", include(of_round)),
]
card = [
    path("", views.card, name="card"),
    path("bewaren/", views.save_card, name="save_card"),
    path("<int:question>/", views.save_answer, name="save_answer"),
    path("ieder-voor-zich/", views.votes, name="votes"),
    path("ieder-voor-zich/tonen/", views.reveal_votes, name="reveal_votes"),
    path("bewijs/", views.evidence, name="evidence"),
    path("bewijs/toevoegen/", views.add_evidence, name="add_evidence"),
    path("bewijs/<uuid:evidence>/weghalen/", views.remove_evidence, name="remove_evidence"),
    path("bewijs/<uuid:evidence>/terugzetten/", views.restore_evidence, name="restore_evidence"),
]
cards = [
    path("", views.theme_list, name="themes"),
    path("<uuid:pk>/<slug:theme>/", views.board, name="board"),
    path("<uuid:pk>/<slug:theme>/<slug:card>/", include(card)),
]
urlpatterns = [
    path("overzicht/", include(overview)),
    path("kaarten/", include(cards)),
    path("lessen/", views.lessons, name="lessons"),
    path("lessen/<uuid:pk>/score-houden/", views.keep_score, name="keep_score"),
]
