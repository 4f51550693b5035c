from django.urls import path

from julien.staff import views

app_name = "staff"
urlpatterns = [
    path("connexion/", views.Login.as_view(), name="login"),
    path("deconnexion/", views.Logout.as_view(), name="logout"),
    path("accueil/", views.home, name="home"),
]
