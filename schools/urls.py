from django.urls import path

from schools import views

app_name = "schools"
urlpatterns = [
    path("school/leden/", views.member_list, name="members"),
    path("profiel/", views.profile, name="profile"),
    path("geen-school/", views.no_school, name="none"),
]
