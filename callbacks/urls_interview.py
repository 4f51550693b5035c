app_name = "interview"
urlpatterns = []
