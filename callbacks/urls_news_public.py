"""Where residents tell what became of the aids, under their secret link."""

from django.urls import path

from callbacks.views import news_public

app_name = "news"
NEWS = "rappel/suivi/<slug:token>/nouvelles/"

urlpatterns = [
    path(NEWS, news_public.question, name="question"),
    path(NEWS + "dire/", news_public.tell, name="tell"),
]
