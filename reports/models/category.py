from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reports.enums import GeometryType
from reports.querysets import CategoryQuerySet
from reports.questions import Question, parse_questions, validate_questions


def only_points() -> list[str]:
    return [GeometryType.POINT.value]


class Category(models.Model):
    """A kind of problem: what is asked about it, who deals with it, and what is promised."""

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Other programs use it: never change it.")
    )
    name = models.CharField(_("name"), max_length=80)
    group = models.CharField(_("group"), max_length=60, help_text=_("Categories of one group are listed together."))
    hint = models.CharField(_("examples"), max_length=200, blank=True)
    icon = models.CharField(_("icon"), max_length=30, default="pin")
    notice = models.TextField(_("notice"), blank=True, help_text=_("What people should know before they go on."))
    emergency = models.TextField(_("if there is danger"), blank=True, help_text=_("Whom to ring instead, and when."))
    responsible = models.CharField(_("who deals with it"), max_length=120)
    is_ours = models.BooleanField(_("the council deals with it itself"), default=True)
    promise_working_days = models.PositiveSmallIntegerField(_("promised within working days"), null=True, blank=True)
    is_private = models.BooleanField(
        _("private"), default=False, help_text=_("About somebody’s home: only they and the officers see it.")
    )
    geometry_types = ArrayField(
        models.CharField(max_length=12, choices=GeometryType), verbose_name=_("what may be drawn"), default=only_points
    )
    questions = models.JSONField(
        _("questions"),
        default=list,
        blank=True,
        validators=[validate_questions],
        help_text=_("A list of {code, label, kind, required, choices, private}. Kinds: text, choice, yes_no, number."),
    )
    active = models.BooleanField(_("may be chosen"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ("order", "name")
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the reader's language, where the languages know it."""
        return gettext(self.name)

    @property
    def asked(self) -> list[Question]:
        return parse_questions(self.questions)

    @property
    def promise(self) -> str:
        """What will happen and by when, in one sentence; "" where nothing is promised."""
        if self.promise_working_days is None:
            return ""
        days = self.promise_working_days
        if not self.is_ours:
            words = ngettext(
                "We pass this on to %(who)s within %(days)d working day.",
                "We pass this on to %(who)s within %(days)d working days.",
                days,
            )
        else:
            words = ngettext(
                "%(who)s will look at this and say what happens next within %(days)d working day.",
                "%(who)s will look at this and say what happens next within %(days)d working days.",
                days,
            )
        return words % {"who": gettext(self.responsible), "days": days}
