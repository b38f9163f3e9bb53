from django.urls import path

from assessments import views

app_name = "assessments"
urlpatterns = [
    path("overzicht/", views.overview_current, name="current"),
    path("overzicht/rondes/", views.round_list, name="rounds"),
    path("overzicht/rondes/nieuw/", views.round_open, name="open"),
    path("overzicht/<uuid:pk>/", views.overview, name="overview"),
    path("overzicht/<uuid:pk>/werkpunten/", views.work_point_list, name="work_points"),
    path("overzicht/<uuid:pk>/instellingen/", views.round_settings, name="settings"),
    path("overzicht/<uuid:pk>/sluiten/", views.round_close, name="close"),
    path("kaarten/", views.theme_list, name="themes"),
    path("kaarten/<uuid:pk>/<slug:theme>/", views.board, name="board"),
    path("kaarten/<uuid:pk>/<slug:theme>/<slug:card>/", views.card, name="card"),
    path("kaarten/<uuid:pk>/<slug:theme>/<slug:card>/bewaren/", views.save_card, name="save_card"),
    path(
        "kaarten/<uuid:pk>/<slug:theme>/<slug:card>/<int:question>/",
        views.save_answer,
        name="save_answer",
    ),
    path("kaarten/<uuid:pk>/<slug:theme>/<slug:card>/ieder-voor-zich/", views.votes, name="votes"),
    path(
        "kaarten/<uuid:pk>/<slug:theme>/<slug:card>/ieder-voor-zich/tonen/",
        views.reveal_votes,
        name="reveal_votes",
    ),
    path("kaarten/<uuid:pk>/<slug:theme>/<slug:card>/bewijs/", views.evidence, name="evidence"),
    path(
        "kaarten/<uuid:pk>/<slug:theme>/<slug:card>/bewijs/toevoegen/",
        views.add_evidence,
        name="add_evidence",
    ),
    path(
        "kaarten/<uuid:pk>/<slug:theme>/<slug:card>/bewijs/<uuid:evidence>/weghalen/",
        views.remove_evidence,
        name="remove_evidence",
    ),
    path(
        "kaarten/<uuid:pk>/<slug:theme>/<slug:card>/bewijs/<uuid:evidence>/terugzetten/",
        views.restore_evidence,
        name="restore_evidence",
    ),
    path("lessen/", views.lessons, name="lessons"),
    path("lessen/<uuid:pk>/score-houden/", views.keep_score, name="keep_score"),
]
