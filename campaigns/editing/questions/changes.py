"""What is shown before a question is stored: its words everywhere, and the rules that use it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from campaigns.amounts import filled
from campaigns.catalogue.site_texts import Said
from campaigns.editing.confirming import Confirmation, Preview, changes_of
from campaigns.editing.questions.effects import uses_of
from campaigns.editing.questions.forms import LABELS
from campaigns.editing.translations.overview import others
from campaigns.eligibility.written import FRENCH, questions_now, word_of, written_of
from campaigns.models import CheckQuestion
from campaigns.services.amounts import amounts_today

# Answered so, the page shows at once whom to call (campaigns/_check_results.html).
SAFEGUARD = ("life", "violence")


def row_of(form, today):
    """The CheckQuestion as a valid form says it, to be stored or only looked at."""
    stood, said = form.row, form.cleaned_data
    return CheckQuestion(
        pk=stood.pk,
        code=stood.code,
        kind=stood.kind,
        content=form.content(),
        position=stood.position,
        retired_on=(stood.retired_on or today) if said.get("retired") else None,
        revision=stood.revision,
    )


def confirmation_of(request, form, rows, today):
    row, stood = row_of(form, today), written_of(form.row)
    after = written_of(row)
    uses = uses_of(touched(row, form), *before_and_after(row, form, rows, today))
    broken = sum(bool(use.broken) for use in uses)
    return Confirmation(
        title=stood.french("text") or _("Ajouter une question"),
        back_to=request.get_full_path(),
        changes=changes_of(form),
        pages=[(reverse("catalogue:check"), _("Mes droits"))],
        notes=list(notes_of(form, stood, after)),
        previews=[] if form.is_new else previews_of(stood, after),
        uses=uses,
        sign=sign_of(broken),
    )


def touched(row, form):
    return {row.code, form.cleaned_data.get("instead", "")} - {""}


def before_and_after(row, form, rows, today):
    """All Questions as they are, and as they would be."""
    then = {one.code: one for one in rows} | {row.code: row}
    if instead := form.cleaned_data.get("instead"):
        stood = then.get(instead) or CheckQuestion(code=instead)
        then[instead] = CheckQuestion(
            pk=stood.pk,
            code=instead,
            kind=stood.kind,
            content=stood.content,
            position=stood.position,
            retired_on=today,
        )
    return questions_now(rows), questions_now(then.values())


def notes_of(form, stood, after):
    """Sentences about what is no longer asked, or asked again."""
    if instead := form.cleaned_data.get("instead"):
        words = next(one.french("text") for one in form.others if one.code == instead)
        yield _("« %(question)s » n'est plus posée.") % {"question": words}
    gone = after.retired_options - stood.retired_options
    if after.is_retired and not stood.is_retired:
        yield _(
            "Cette question n'est plus posée. Une règle qui l'exige dit au mieux « À regarder "
            "ensemble » ; aucune aide n'est exclue à cause d'elle."
        )
    for option in sorted(gone):
        label = after.french(word_of(option, "label"))
        yield _("« %(answer)s » n'est plus proposée ; aucune aide n'est exclue à cause d'elle.") % {
            "answer": label
        }
    code, option = SAFEGUARD
    if after.code == code and (option in gone or (after.is_retired and not stood.is_retired)):
        yield _(
            "Sans la réponse « Une violence, une menace », le test ne montre plus tout de suite "
            "qui appeler. Le bas de chaque page le montre encore."
        )


def sign_of(broken):
    """What has to be ticked where rules no longer do what their cases say."""
    return broken and ngettext(
        "J'ai lu : %(total)s règle ne donne plus tous ses cas. Je la reverrai ; sa prochaine "
        "publication est refusée tant qu'un cas ne va pas.",
        "J'ai lu : %(total)s règles ne donnent plus tous leurs cas. Je les reverrai ; leur "
        "prochaine publication est refusée tant qu'un cas ne va pas.",
        broken,
    ) % {"total": broken}


def previews_of(stood, after):
    """Each word whose reading changes, in every language of the site."""
    amounts = amounts_today()
    found = []
    for word in after.words:
        if stood.texts.get(word) != after.texts.get(word) and after.french(word):
            said = [(code, said_in(after, word, code, amounts)) for code in (FRENCH, *others())]
            found.append(Preview(label_of(after, word), said))
    return found


def label_of(written, word):
    option, _dot, name = word.rpartition(".")
    if not option:
        return str(LABELS[name])
    return f"« {written.french(word_of(option, 'label'))} » : {LABELS[name]}"


def said_in(written, word, language, amounts):
    with override(language):
        text, is_french = written.said(word, language)
        read = filled(text, amounts)
    return Said(read, FRENCH if is_french else language, written.is_stale(word, language))
