"""What is offered, when, by whom."""

from campaigns.models.aid import Aid, AidPart, AidSource, Part, SituationAid
from campaigns.models.amount import Amount, AmountValue
from campaigns.models.calendar import ClosedDay, OpeningCalendar, OpeningPeriod
from campaigns.models.campaign import Campaign
from campaigns.models.catalogue_import import CatalogueImport
from campaigns.models.check_question import CheckQuestion, CheckQuestionVersion
from campaigns.models.commune import Commune, Locality
from campaigns.models.desk import Desk
from campaigns.models.domain import Domain
from campaigns.models.draft import AidDraft, DraftMove
from campaigns.models.eligibility_rule import EligibilityRule
from campaigns.models.glossary import GlossaryTerm
from campaigns.models.home_texts import HomeTexts
from campaigns.models.link import Link
from campaigns.models.page_view import PageView
from campaigns.models.pages_version import PagesVersion
from campaigns.models.partner import Partner
from campaigns.models.provider import Provider
from campaigns.models.review_mail import ReviewMail
from campaigns.models.search_document import SearchDocument, SearchWord
from campaigns.models.site_version import SiteVersion
from campaigns.models.situation import LifeSituation
from campaigns.models.synonym import SearchSynonym
from campaigns.models.version import AidVersion, FormerAddress
from campaigns.models.year_file import YearFile

__all__ = [
    "Aid",
    "AidDraft",
    "AidPart",
    "AidSource",
    "AidVersion",
    "Amount",
    "AmountValue",
    "Campaign",
    "CatalogueImport",
    "CheckQuestion",
    "CheckQuestionVersion",
    "ClosedDay",
    "Commune",
    "Desk",
    "Domain",
    "DraftMove",
    "EligibilityRule",
    "FormerAddress",
    "GlossaryTerm",
    "HomeTexts",
    "LifeSituation",
    "Link",
    "Locality",
    "OpeningCalendar",
    "OpeningPeriod",
    "PageView",
    "PagesVersion",
    "Part",
    "Partner",
    "Provider",
    "ReviewMail",
    "SearchDocument",
    "SearchSynonym",
    "SearchWord",
    "SiteVersion",
    "SituationAid",
    "YearFile",
]
