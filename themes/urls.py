from django.urls import path

from themes import views

app_name = "themes"
urlpatterns = [
    path("over-de-kaarten/", views.theme_list, name="list"),
    path("over-de-kaarten/<slug:criteria_set>/<slug:theme>/", views.theme_detail, name="detail"),
]
