from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    """What the desk decided."""

    PUBLISH = "publish", _("Published")
    REMOVE = "remove", _("Removed")
    RESTORE = "restore", _("Put back")
    HOLD = "hold", _("Held again")


class HouseRule(IntegerChoices):
    """The house rules by their number; the page /house-rules/ says the same at length."""

    CIVIL = 1, _("Be civil: argue with the idea, not the person")
    PRIVATE = 2, _("No personal details, your own or anyone else’s")
    HATE = 3, _("No hatred and no threats")
    UNLAWFUL = 4, _("Nothing unlawful, and no accusations of crimes")
    ADVERTISING = 5, _("No advertising")
    ON_TOPIC = 6, _("Keep to the subject")
    TWICE = 7, _("Say it once")


# A first draft of the sentence to the author, by rule, for the person at the desk to change.
REASONS = {
    HouseRule.CIVIL: _("Your words attack a person. You are welcome to make the same point about the matter itself."),
    HouseRule.PRIVATE: _(
        "Your words name or describe a private person. Please write them again without those details."
    ),
    HouseRule.HATE: _("Your words threaten people or attack them for who they are. We don’t publish that."),
    HouseRule.UNLAWFUL: _(
        "Your words accuse somebody of a crime, or could break the law. Please tell the police instead."
    ),
    HouseRule.ADVERTISING: _("Your words advertise something. This place is for talking with the council."),
    HouseRule.ON_TOPIC: _(
        "Your words are about something else. Look for the page about it, or report it as a problem."
    ),
    HouseRule.TWICE: _("You have said this here before, and that one is still published."),
}
