"""What editors build a page from. Kept out of the migrations, so that a new kind of block needs none."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

PROSE = ["bold", "italic", "link", "ol", "ul", "blockquote", "code"]  # what an answer may hold
TEXT = [*PROSE, "h3", "document-link"]


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "pages/blocks/quote.html"


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Line that is always shown"))
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        icon = "collapse-down"
        label = _("Text to open")
        template = "pages/blocks/fold.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(label=_("Heading"), icon="title", template="pages/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT, template="pages/blocks/text.html")
    image = ImageBlock(label=_("Picture"), template="pages/blocks/image.html")
    quote = QuoteBlock()
    note = blocks.RichTextBlock(label=_("Note"), icon="info-circle", features=PROSE, template="pages/blocks/note.html")
    fold = FoldBlock()


class BodyField(StreamField):
    """A StreamField of our blocks that migrations see as a bare column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(BodyBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
