"""The situation of a person goes from plain columns of the interview to a closed table of its own.

Rows that are there are sealed, facts of erased people keep their codes in the new place, corrections
lose the words about the situation. The old columns are dropped; 0019 rewrites the tables, so that
nothing of them stays in their files. No way back: it would write the columns open again.
"""

import json

import django.db.models.deletion
from django.db import migrations, models

import julien.core.fields
from julien.audit.watch import unwatch_table, watch_table

CHOSEN = ("household", "age_band", "gender", "activity")
NOT_SAID = "not_said"
# The questions as corrections name them.
QUESTIONS = {"Ménage", "Âge", "Sexe", "Activité", "Lieu, comme la personne l'a dit"}
CLOSED, ANEW = "enregistrée, plus lisible ici", "notée à nouveau, plus lisible ici"
BATCH = 500


def seal(apps, schema_editor):
    Interview, Profile = (apps.get_model("callbacks", name) for name in ("Interview", "Profile"))
    rows = Interview.objects.order_by("pk").values(
        "pk", "state", *CHOSEN, "commune", "commune__district", "place_said"
    )
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        said = {name: row[name] for name in CHOSEN}
        said |= {"commune": row["commune"], "district": row["commune__district"] or ""}
        if row["state"] == "draft" and row["place_said"]:
            said["place_said"] = row["place_said"]
        batch.append(Profile(interview_id=row["pk"], sealed=json.dumps(said)))
        if len(batch) == BATCH:
            Profile.objects.bulk_create(batch)
            batch = []
    Profile.objects.bulk_create(batch)


def move_facts(apps, schema_editor):
    Fact = apps.get_model("retention", "Fact")
    Commune = apps.get_model("campaigns", "Commune")
    districts = dict(Commune.objects.values_list("pk", "district"))
    facts = Fact.objects.exclude(story__callbacks_interview=[]).order_by("pk")
    for fact in facts.iterator(chunk_size=BATCH):
        told = fact.story.get("callbacks_interview", [])
        fact.story["callbacks_profile"] = [{"sealed": _coded(row, districts)} for row in told]
        fact.save(update_fields=["story"])


def _coded(row, districts):
    """Takes the codes out of the row of an interview."""
    said = {name: row.pop(name, NOT_SAID) for name in CHOSEN}
    said["district"] = districts.get(row.pop("commune_id", None)) or ""
    return said if row.get("state") == "signed" else {}


def close_corrections(apps, schema_editor):
    Amendment = apps.get_model("callbacks", "InterviewAmendment")
    for made in Amendment.objects.order_by("pk").iterator(chunk_size=BATCH):
        changes = json.loads(made.changes) if made.changes else []
        if QUESTIONS & {asked for asked, _before, _after in changes}:
            made.changes = json.dumps(
                [[a, CLOSED, ANEW] if a in QUESTIONS else [a, b, c] for a, b, c in changes]
            )
            made.save(update_fields=["changes"])


class Migration(migrations.Migration):

    dependencies = [
        ("callbacks", "0017_meetings"),
        ("campaigns", "0008_amounts"),
        ("retention", "0001_facts_and_holds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", julien.core.fields.SealedTextField(verbose_name="situation, scellée")),
                ("interview", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="callbacks.interview")),
            ],
            options={"verbose_name": "situation", "verbose_name_plural": "situations"},
        ),
        migrations.RunPython(seal),
        migrations.RunPython(move_facts),
        migrations.RunPython(close_corrections),
        # Checked at the end of the transaction else; ALTER TABLE wants it now.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE"),
        # Only what is sealed comes in, whatever writes it.
        migrations.RunSQL(
            "ALTER TABLE callbacks_profile ADD CONSTRAINT profile_is_sealed"
            " CHECK (sealed LIKE 'gAAAA%')"
        ),
        *(
            migrations.RemoveField("interview", name)
            for name in (*CHOSEN, "commune", "place_said")
        ),
        migrations.RunSQL(
            watch_table("callbacks_profile", "interview"), unwatch_table("callbacks_profile")
        ),
    ]
