"""What editors open."""

from django.urls import path

from campaigns.editing import views_aids, views_review, views_writing
from campaigns.editing.amounts import views as amounts
from campaigns.editing.domains import views as domains
from campaigns.editing.glossary import views as glossary
from campaigns.editing.links import views as links
from campaigns.editing.providers import views as providers
from campaigns.editing.questions import views as questions
from campaigns.editing.rules import views as rules
from campaigns.editing.site import views_campaigns, views_home
from campaigns.editing.situations import views as situations
from campaigns.editing.synonyms import views as synonyms
from campaigns.editing.translations import views as translations
from campaigns.views import editing

app_name = "editing"
urlpatterns = [
    path("", editing.home, name="home"),
    path("montants/", amounts.amounts, name="amounts"),
    path("montants/nouveau/", amounts.new_amount, name="amount_new"),
    path("montants/<slug:amount>/", amounts.amount, name="amount"),
    path("montants/<slug:amount>/renommer/", amounts.rename, name="amount_rename"),
    path("montants/<slug:amount>/retirer/", amounts.remove, name="amount_remove"),
    path("liens/", links.links, name="links"),
    path("liens/<int:link_id>/ignorer/", links.ignore, name="link_ignore"),
    path("liens/<int:link_id>/controler/", links.again, name="link_again"),
    path("liens/<int:link_id>/remplacer/", links.replace, name="link_replace"),
    path("situations/", situations.situations, name="situations"),
    path("situations/nouvelle/", situations.situation, name="situation_new"),
    path("situations/<int:situation_id>/", situations.situation, name="situation"),
    path("situations/<int:situation_id>/deplacer/", situations.move, name="situation_move"),
    path("synonymes/", synonyms.synonyms, name="synonyms"),
    path("synonymes/nouveau/", synonyms.synonym, name="synonym_new"),
    path("synonymes/<int:synonym_id>/", synonyms.synonym, name="synonym"),
    path("domaines/", domains.domains, name="domains"),
    path("accueil/", views_home.home_texts, name="home_texts"),
    path("campagnes/", views_campaigns.campaigns, name="campaigns"),
    path("campagnes/nouvelle/", views_campaigns.campaign, name="campaign_new"),
    path("campagnes/<int:campaign_id>/", views_campaigns.campaign, name="campaign"),
    path("campagnes/<int:campaign_id>/commencer/", views_campaigns.start, name="campaign_start"),
    path("campagnes/<int:campaign_id>/terminer/", views_campaigns.end, name="campaign_end"),
    path("glossaire/", glossary.terms, name="glossary"),
    path("glossaire/nouveau/", glossary.term, name="term_new"),
    path("glossaire/<int:term_id>/", glossary.term, name="term"),
    path("questions/", questions.questions, name="questions"),
    path("questions/nouvelle/", questions.new_question, name="question_new"),
    path("questions/<slug:question_code>/", questions.question, name="question"),
    path("questions/<slug:question_code>/deplacer/", questions.move, name="question_move"),
    path("organismes/", providers.providers, name="providers"),
    path("organismes/nouveau/", providers.provider, name="provider_new"),
    path("organismes/<int:provider_id>/", providers.provider, name="provider"),
    path("traductions/", translations.overview, name="translations"),
    path("traductions/<str:language>/", translations.one_language, name="translations_of"),
    path("traductions/<str:language>/<slug:slug>/", translations.translate, name="translate"),
    path("nouvelle-aide/", views_writing.begin_new, name="begin_new"),
    path("aides/<slug:slug>/", views_aids.aid, name="aid"),
    path("aides/<slug:slug>/ecrire/", views_writing.begin, name="begin"),
    path("aides/<slug:slug>/suivi/", views_aids.owner, name="owner"),
    path("aides/<slug:slug>/verifiee/", views_aids.checked, name="checked"),
    path("aides/<slug:slug>/retirer/", views_aids.take_off, name="withdraw"),
    path("aides/<slug:slug>/versions/<int:number>/", views_aids.restore, name="restore"),
    path("brouillons/<int:draft_id>/", views_writing.writing, name="writing"),
    path("brouillons/<int:draft_id>/donner/", views_writing.hand_in, name="hand_in"),
    path("brouillons/<int:draft_id>/abandonner/", views_writing.leave, name="leave"),
    path("brouillons/<int:draft_id>/vers-la-regle/", views_writing.to_rule, name="to_rule"),
    path("brouillons/<int:draft_id>/regle/", rules.rule, name="rule"),
    path("brouillons/<int:draft_id>/relecture/", views_review.read, name="review"),
    path("brouillons/<int:draft_id>/publier/", views_review.publish, name="publish"),
    path("brouillons/<int:draft_id>/renvoyer/", views_review.send_back, name="send_back"),
    path("brouillons/<int:draft_id>/remarque/", views_review.remark, name="remark"),
    path("brouillons/<int:draft_id>/reprendre/", views_review.take_back, name="take_back"),
]
