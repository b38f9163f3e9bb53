from django.urls import include, path

from schoolsafety import views

urlpatterns = [
    path("", views.home, name="home"),
    path("werkt/", views.health, name="health"),
    path("weg/", views.leave, name="leave"),
    path("account/", include("schools.account_urls")),
    path("", include("assessments.urls")),
    path("meldingen/", include("incidents.urls")),
    path("", include("plans.urls")),
    path("", include("themes.urls")),
    path("", include("schools.urls")),
]
handler403 = "schoolsafety.views.forbidden"
handler404 = "schoolsafety.views.not_found"
handler500 = "schoolsafety.views.server_error"
