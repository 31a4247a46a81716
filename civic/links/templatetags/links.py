from typing import Any

from django import template

from civic.accounts.actors import ANONYMOUS, actor_of
from civic.links.queries import chain_of

register = template.Library()


@register.inclusion_tag("links/chain.html", takes_context=True)
def chain(context: dict[str, Any], subject: str, without: str = "") -> dict[str, Any]:
    """What led here and what became of it, in words. Draws nothing when nothing is connected.

    without: a kind that the page names elsewhere, and the chain need not name again.
    """
    request = context.get("request")
    actor = actor_of(request) if request is not None else ANONYMOUS
    steps = [step for step in chain_of(subject, actor) if step.subject.partition(":")[0] != without]
    before, after = [s for s in steps if not s.forward], [s for s in steps if s.forward]
    return {"before": before, "after": after, "anchor": subject.replace(":", "-")}
