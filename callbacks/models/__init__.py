"""The promise kept: the callback, its attempts, the interview."""

from callbacks.models.attempt import CallAttempt
from callbacks.models.callback import Callback
from callbacks.models.callback_move import CallbackMove
from callbacks.models.follow_up import FollowUp
from callbacks.models.hand_over import HandOver
from callbacks.models.interview import Interview, InterviewAid, InterviewReason
from callbacks.models.interview_amendment import InterviewAmendment
from callbacks.models.listed_word import Listed, ListedWord
from callbacks.models.meeting import Meeting, MeetingStep
from callbacks.models.meeting_place import MeetingPlace
from callbacks.models.merge import Merge
from callbacks.models.news import AidNews, News
from callbacks.models.profile import Profile
from callbacks.models.question import Question, QuestionVersion
from callbacks.models.reason import Reason
from callbacks.models.saved_view import SavedView, StartView
from callbacks.models.settled_message import SettledMessage
from callbacks.models.team import PartnerMember, Team

__all__ = [
    "AidNews",
    "CallAttempt",
    "Callback",
    "CallbackMove",
    "FollowUp",
    "HandOver",
    "Interview",
    "InterviewAid",
    "InterviewAmendment",
    "InterviewReason",
    "Listed",
    "ListedWord",
    "Meeting",
    "MeetingPlace",
    "MeetingStep",
    "Merge",
    "News",
    "PartnerMember",
    "Profile",
    "Question",
    "QuestionVersion",
    "Reason",
    "SavedView",
    "SettledMessage",
    "StartView",
    "Team",
]
