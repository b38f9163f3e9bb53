from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("acties/", views.action_list, name="actions"),
    path("acties/nieuw/", views.action_add, name="add"),
    path("acties/export/", views.action_export, name="export"),
    path("acties/<uuid:pk>/", views.action_edit, name="edit"),
    path("acties/<uuid:pk>/klaar/", views.action_finish, name="finish"),
    path("acties/<uuid:pk>/heropenen/", views.action_reopen, name="reopen"),
    path("beleidsplan/", views.plan, name="plan"),
    path("beleidsplan/pdf/", views.plan_pdf, name="plan_pdf"),
]
