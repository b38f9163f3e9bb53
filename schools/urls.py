from django.urls import path

from schools import views

app_name = "schools"
urlpatterns = [
    path("school/leden/", views.member_list, name="members"),
    path("school/leden/export/", views.member_export, {"kind": "csv"}, name="members_export"),
    path("school/leden/export/xlsx/", views.member_export, {"kind": "xlsx"}, name="members_export_xlsx"),
    path("school/leden/uitnodigen/", views.invitation_send, name="invite"),
    path("school/leden/<uuid:pk>/rollen/", views.member_roles, name="roles"),
    path("school/leden/<uuid:pk>/beeindigen/", views.member_end, name="end"),
    path("school/uitnodigingen/<uuid:pk>/opnieuw/", views.invitation_resend, name="resend"),
    path("school/uitnodigingen/<uuid:pk>/intrekken/", views.invitation_withdraw, name="withdraw"),
    path("logboek/", views.log_list, name="log"),
    path("logboek/export/", views.log_export, {"kind": "csv"}, name="log_export"),
    path("logboek/export/xlsx/", views.log_export, {"kind": "xlsx"}, name="log_export_xlsx"),
    path("uitnodiging/<str:token>/", views.invitation_accept, name="accept"),
    path("profiel/", views.profile, name="profile"),
    path("profiel/mails/", views.mails_choose, name="choose_mails"),
    path("profiel/school/<uuid:pk>/", views.member_switch, name="switch"),
    path("profiel/vertrekken/", views.member_leave, name="leave"),
    path("geen-school/", views.no_school, name="none"),
]
