"""The criteria: themes, cards and questions, and the protocols. Shared content, the same for every school.

Rows come from fixtures by `manage.py load_criteria`; nothing else writes here. A question is never
changed into another one: it is retired, and stays readable for the rounds that answered it.
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q


class Pillar(models.TextChoices):
    """The three parts of a school's policy, after the Flemish framework of Sensoa and Child Focus."""

    QUALITY = "kwaliteit", "Kwaliteit"
    PREVENTION = "preventie", "Preventie"
    REACTION = "reactie", "Reactie"


class Kind(models.TextChoices):
    """The kind of question: it decides the words of the four steps (themes/steps.py)."""

    YESNO = "yesno", "ja-neevraag"
    OPEN = "open", "open vraag"
    SURVEY = "survey", "bevraging"
    GOAL = "goal", "doel"
    SIGNAL = "signal", "signaal"
    INSTRUCTION = "instruction", "houding"
    STATEMENT = "statement", "stelling"


class CriteriaSet(models.Model):
    """One organisation's wording of the criteria, with its licence and where it comes from."""

    code = models.SlugField("code", unique=True)
    name = models.CharField("naam", max_length=100)
    version = models.CharField("versie", max_length=20)
    language = models.CharField("taal", max_length=8)
    licence = models.CharField("licentie", max_length=100)
    provenance = models.TextField("herkomst")
    # New each time the content changes: what is kept in memory is recognised by it.
    revision = models.UUIDField(default=uuid.uuid4, editable=False)

    def __str__(self):
        return self.name


class ThemeQuerySet(models.QuerySet):
    def current(self):
        """Keep the themes that still ask something; the others stay for the rounds that chose them."""
        return self.filter(Exists(Question.objects.current().filter(card__theme=OuterRef("pk"))))


class Theme(models.Model):
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="themes")
    code = models.SlugField("code")
    name = models.CharField("naam", max_length=100)
    order = models.PositiveSmallIntegerField("volgorde")
    summary = models.TextField("samenvatting")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="theme_code"),
        ]

    def __str__(self):
        return self.name


class CardQuerySet(models.QuerySet):
    def current(self):
        """Keep the cards that still ask something."""
        return self.filter(Exists(Question.objects.current().filter(card=OuterRef("pk"))))


class Card(models.Model):
    """One card of a theme and pillar: a statement, and the questions that make it concrete."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="cards")
    code = models.SlugField("code")
    pillar = models.CharField("pijler", max_length=10, choices=Pillar)
    order = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("titel", max_length=150)
    statement = models.TextField("stelling")
    note = models.TextField("let op", blank=True)
    more_info = models.TextField("meer lezen", blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "code"], name="card_code"),
            models.CheckConstraint(condition=Q(pillar__in=Pillar.values), name="card_pillar"),
        ]

    def __str__(self):
        return self.title


class QuestionQuerySet(models.QuerySet):
    def current(self):
        """Keep the questions that are asked today."""
        return self.filter(retired_at=None)


class Question(models.Model):
    """One item of a card. A card without questions holds one of kind STATEMENT: its statement is scored."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="questions")
    code = models.SlugField("code")
    order = models.PositiveSmallIntegerField("volgorde")
    kind = models.CharField("soort", max_length=12, choices=Kind)
    text = models.TextField("tekst")
    group = models.TextField("groep", blank=True)
    added_at = models.DateTimeField("toegevoegd")
    retired_at = models.DateTimeField("niet meer gesteld sinds", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "code"], condition=Q(retired_at=None), name="question_code"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="question_kind"),
        ]

    def __str__(self):
        return self.text


class Protocol(models.Model):
    """What a school does when something has happened, step by step."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="protocols")
    code = models.SlugField("code")
    name = models.CharField("naam", max_length=150)
    order = models.PositiveSmallIntegerField("volgorde")
    principle = models.TextField("uitgangspunt", blank=True)
    examples = models.JSONField("voorbeelden", default=list, blank=True)
    facts = models.JSONField("goed om te weten", default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="protocol_code"),
        ]

    def __str__(self):
        return self.name


class Phase(models.TextChoices):
    """The phases of following up: they are the Reactie cards of a theme."""

    APPROACH = "aanpak", "Aanpak"
    INTERNAL = "interne-communicatie", "Interne communicatie"
    PUPILS = "communicatie-leerlingen", "Communicatie met leerlingen"
    OUTSIDE = "communicatie-ouders-externen", "Communicatie met ouders en externen"
    AFTERCARE = "nazorg", "Nazorg"
    EVALUATION = "evaluatie", "Evaluatie"


class ProtocolStep(models.Model):
    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="steps")
    code = models.SlugField("code")
    order = models.PositiveSmallIntegerField("volgorde")
    phase = models.CharField("fase", max_length=30, choices=Phase)
    text = models.TextField("tekst")
    when = models.CharField("wanneer", max_length=250, blank=True)
    law = models.CharField("wet van", max_length=2, blank=True)
    # Too much depends on it to leave it without a word: undone needs a written reason.
    is_grave = models.BooleanField("ernstig", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "code"], name="step_code"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="step_phase"),
        ]

    def __str__(self):
        return self.text
