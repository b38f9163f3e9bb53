from django.urls import path

from incidents.views import cases

app_name = "incidents"
urlpatterns = [
    path("meldingen/", cases.incident_list, name="list"),
    path("meldingen/<uuid:pk>/", cases.incident_detail, name="detail"),
]
