from django.urls import include, path

from assessments import views

app_name = "assessments"
overview = [
    path("", views.overview_current, name="current"),
    path("rondes/", views.round_list, name="rounds"),
    path("rondes/nieuw/", views.round_open, name="open"),
    path("<uuid:pk>/", views.overview, name="overview"),
    path("<uuid:pk>/werkpunten/", views.work_point_list, name="work_points"),
    path("<uuid:pk>/instellingen/", views.round_settings, name="settings"),
    path("<uuid:pk>/sluiten/", views.round_close, name="close"),
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
