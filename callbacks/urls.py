from django.urls import include, path

app_name = "callbacks"
urlpatterns = [path("", include("callbacks.urls_interview"))]
