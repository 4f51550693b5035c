"""The shape of a catalogue file (docs/open-data.md). Read strictly: a wrong one is refused."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from campaigns.models import Aid, Amount, AmountValue, GlossaryTerm, LifeSituation, Part

DATA = Path(__file__).resolve().parent.parent / "data"
SLUG_LENGTH = 60

# field: (kind, whether it must be there and not empty)
AID_FIELDS = {
    "slug": (str, True),
    "name_fr": (str, True),
    "category": (str, True),
    "provider": (dict, True),
    "who_for": (str, True),
    "what_it_gives": (str, True),
    "main_conditions": (list, False),
    "how_to_apply": (str, False),
    "documents": (list, False),
    "delay_deadline": (str, False),
    "legal_basis": (str, False),
    "source_urls": (list, False),
    "confidence": (str, True),
    "to_verify": (list, False),
}
TERM_FIELDS = ("term", "forms", "explanation", "to_verify", "translations")
SITUATION_FIELDS = ("slug", "name", "lead", "pictogram", "retired_on", "translations")
READ = {"aids", "amounts", "glossary", "situations"}
VALUE_FIELDS = ("value", "valid_from", "valid_to", "source", "checked_on")
PROVIDER_FIELDS = ("name", "address", "phone", "phone_source", "email", "url", "url_status")
WORDS = {str: "un texte", list: "une liste de textes", dict: "un objet"}


class BadFile(Exception):
    """The file cannot be imported. str() says where and why, for the person at the command line."""


@dataclass(frozen=True)
class Record:
    """One aid of a file: `raw` as it came, `facts` with every field there and nothing null."""

    raw: dict
    facts: dict


@dataclass(frozen=True)
class CatalogueFile:
    """A file that was read and found whole. `rest` is everything in it beside the aids."""

    checked_on: date
    records: list[Record]
    rest: dict
    amounts: list
    glossary: list
    situations: list


def read_json(path):
    """The content of a JSON file; raises BadFile with the line of the mistake."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"{path} : impossible de lire ce fichier ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path} : ce fichier n'est pas du texte en UTF-8.") from None
    except json.JSONDecodeError as error:
        raise BadFile(
            f"{path} : ce n'est pas du JSON (ligne {error.lineno}, colonne {error.colno})."
        ) from None


def read_catalogue(path):
    """A CatalogueFile, or BadFile naming the aid and the field."""
    content = read_json(path)
    if not isinstance(content, dict) or not isinstance(content.get("aids"), list):
        raise BadFile(f"{path} : il manque la liste « aids ».")
    if not content["aids"]:
        raise BadFile(f"{path} : la liste « aids » est vide.")
    records = [read_record(raw, number) for number, raw in enumerate(content["aids"], 1)]
    slugs = [record.facts["slug"] for record in records]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise BadFile(f"{path} : plusieurs aides portent l'adresse {', '.join(twice)}.")
    rest = {key: value for key, value in content.items() if key not in READ}
    return CatalogueFile(
        checked_on=read_month(content.get("meta")),
        records=records,
        rest=rest,
        amounts=read_amounts(content.get("amounts", [])),
        glossary=read_rows(content.get("glossary", []), "glossary", GlossaryTerm, TERM_FIELDS),
        situations=read_rows(
            content.get("situations", []), "situations", LifeSituation, SITUATION_FIELDS
        ),
    )


def read_amounts(entries):
    """The amounts of a file as it names them (data/amounts.json), or BadFile naming one."""
    if not isinstance(entries, list):
        raise BadFile("amounts : ce n'est pas une liste.")
    for entry in entries:
        name = entry.get("name") if isinstance(entry, dict) else entry
        try:
            amount = Amount(**{key: entry[key] for key in ("name", "label", "unit")})
            amount.full_clean(validate_unique=False)
            for value in entry["values"]:
                row = AmountValue(amount=amount, **{key: value[key] for key in VALUE_FIELDS})
                row.full_clean(
                    exclude=["amount"], validate_unique=False, validate_constraints=False
                )
            if not entry["values"]:
                raise BadFile(f"montant {name!r} : il n'a aucune valeur.")
        except (KeyError, TypeError, ValueError, ValidationError):
            raise BadFile(f"montant {name!r} : ce n'est pas un montant entier.") from None
    return entries


def read_rows(entries, name, model, fields):
    """The rows of a register as a file names them, or BadFile with the number of a wrong one."""
    if not isinstance(entries, list):
        raise BadFile(f"{name} : ce n'est pas une liste.")
    for number, entry in enumerate(entries, 1):
        try:
            row = model(**{field: entry[field] for field in fields if field in entry})
            row.full_clean(validate_unique=False)
            if not all(isinstance(words, dict) for words in row.translations.values()):
                raise BadFile(f"{name} n° {number} : « translations » donne des mots par langue.")
        except (AttributeError, KeyError, TypeError, ValueError, ValidationError):
            raise BadFile(f"{name} n° {number} : cette ligne n'est pas entière.") from None
    return entries


def read_month(meta):
    """The day the facts were checked: meta.date, "2026-11" or "2026-11-05"."""
    said = meta.get("date") if isinstance(meta, dict) else None
    text = said if isinstance(said, str) else ""
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        raise BadFile(f"meta.date : {said!r} n'est pas un mois (2026-11) ni un jour.") from None


def read_record(raw, number):
    """The Record, or BadFile naming the aid and the field."""
    if not isinstance(raw, dict):
        raise BadFile(f"aide n° {number} : ce n'est pas un objet.")
    where = f"aide n° {number} ({raw.get('slug')})"
    facts = {field: read_field(raw, field, where) for field in AID_FIELDS}
    slug = facts["slug"]
    if len(slug) > SLUG_LENGTH or not slug.isascii() or not slug.replace("-", "").isalnum():
        raise BadFile(f"{where} : « slug » n'est pas une adresse (a-z, 0-9 et traits d'union).")
    if facts["confidence"] not in Aid.Confidence.values:
        allowed = ", ".join(Aid.Confidence.values)
        raise BadFile(f"{where} : « confidence » doit être une de ces valeurs : {allowed}.")
    facts["provider"] = read_provider(facts["provider"], where)
    facts["texts"] = read_texts(raw, where)
    facts["translations"] = read_translations(raw, where)
    return Record(raw=raw, facts=facts)


def read_field(record, field, where):
    kind, needed = AID_FIELDS[field]
    value = record.get(field)
    if value is None and not needed:
        return kind()
    fits = isinstance(value, kind) and "\x00" not in str(value)
    if kind is list and fits:
        fits = all(isinstance(item, str) for item in value)
    if not fits or (needed and not value):
        raise BadFile(f"{where} : « {field} » doit être {WORDS[kind]}{' non vide' * needed}.")
    return value


def read_texts(raw, where):
    """The texts an export adds where editors changed them: {part: text}, often none."""
    texts = raw.get("texts", {})
    known = isinstance(texts, dict) and all(
        part in Part.values and isinstance(text, str) for part, text in texts.items()
    )
    if not known:
        raise BadFile(f"{where} : « texts » doit donner un texte à des parties connues.")
    return texts


def read_translations(raw, where):
    """{language: {part: {"made_from": fingerprint of the French, "text": …}}}, often none: an
    export adds what editors translated."""
    found = raw.get("translations", {})
    known = isinstance(found, dict) and all(map(is_translation, found.items()))
    if not known:
        raise BadFile(f"{where} : « translations » doit donner, par langue, un texte aux parties.")
    return found


def is_translation(entry):
    """Whether this is (a language translated into, {part: its text and what it was made from})."""
    language, parts = entry
    return (
        language in dict(settings.LANGUAGES)
        and language != "fr"
        and isinstance(parts, dict)
        and parts.keys() <= set(Part.values)
        and all(
            isinstance(one, dict) and set(one) == {"made_from", "text"} for one in parts.values()
        )
        and all(
            isinstance(text, str) and "\x00" not in text
            for one in parts.values()
            for text in one.values()
        )
    )


def read_provider(record, where):
    """The provider with every field as text; what is unknown is empty."""
    provider = {field: record.get(field) or "" for field in PROVIDER_FIELDS}
    if not provider["name"] or not all(isinstance(text, str) for text in provider.values()):
        raise BadFile(f"{where} : « provider » doit avoir un nom, et des textes.")
    return provider
