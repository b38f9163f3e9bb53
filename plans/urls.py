from django.urls import include, path

from plans import views

app_name = "plans"
actions = [
    path("", views.action_list, name="actions"),
    path("nieuw/", views.action_add, name="add"),
    path("export/", views.action_export, {"kind": "csv"}, name="export"),
    path("export/xlsx/", views.action_export, {"kind": "xlsx"}, name="export_xlsx"),
    path("export/ics/", views.action_ical, name="ical"),
    path("kalender/", views.calendar, name="calendar"),
    path("<uuid:pk>/", views.action_page, name="action"),
    path("<uuid:pk>/wijzigen/", views.action_edit, name="edit"),
    path("<uuid:pk>/doorgeven/", views.action_hand_over, name="hand_over"),
    path("<uuid:pk>/klaar/", views.action_finish, name="finish"),
    path("<uuid:pk>/terugblik/", views.action_evaluate, name="evaluate"),
    path("<uuid:pk>/heropenen/", views.action_reopen, name="reopen"),
]
files = [
    path("", views.file, name="file"),
    path("maken/", views.file_progress, name="file_progress"),
    path("opnieuw/", views.file_again, name="again"),
]
plan = [
    path("", views.plan, name="plan"),
    path("pdf/", views.plan_pdf, name="plan_pdf"),
    path("vragen/", views.file_ask, name="ask"),
    path("bestand/<uuid:pk>/", include(files)),
    path("afdrukken/", views.printing, name="printing"),
    path("afdrukken/kaarten/", views.print_cards, name="print_cards"),
    path("afdrukken/eerste-30-minuten/", views.print_first_steps, name="print_first_steps"),
    path("versies/", views.version_list, name="versions"),
    path("versies/voorleggen/", views.version_propose, name="propose"),
    path("versies/<uuid:pk>/", views.version, name="version"),
    path("versies/<uuid:pk>/lezen/", views.version_read, name="read"),
    path("versies/<uuid:pk>/vaststellen/", views.version_adopt, name="adopt"),
    path("versies/<uuid:pk>/intrekken/", views.version_withdraw, name="withdraw"),
    path("samenstellen/", views.compose, name="compose"),
    path("opmerkingen/", views.remarks, name="remarks"),
    path("logo/", views.logo, name="logo"),
    path("logo/beeld/", views.logo_image, name="logo_image"),
    path("logo/weg/", views.logo_remove, name="remove_logo"),
    path("wie-doet-wat/", views.person_list, name="people"),
    path("wie-doet-wat/nieuw/", views.person_add, name="add_person"),
    path("wie-doet-wat/<uuid:pk>/", views.person_edit, name="edit_person"),
    path("wie-doet-wat/<uuid:pk>/weg/", views.person_remove, name="remove_person"),
    path("wie-doet-wat/<uuid:pk>/<slug:task>/", views.person_take, name="take_person"),
]
urlpatterns = [
    path("acties/", include(actions)),
    path("beleidsplan/", include(plan)),
    path("controle/<uuid:pk>/", views.check, name="check"),
]
