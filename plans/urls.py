from django.urls import path

from plans import views

app_name = "plans"
urlpatterns = [
    path("acties/", views.action_list, name="actions"),
    path("acties/nieuw/", views.action_list, name="add"),
    path("beleidsplan/", views.plan, name="plan"),
]
