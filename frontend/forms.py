"""How forms are drawn: label, hint, error and input, tied together for screen readers."""

from django.forms.renderers import DjangoTemplates


class CivicFormRenderer(DjangoTemplates):
    """The project's FORM_RENDERER.

    Only whole forms, fields and formsets get our templates; widgets keep Django's own, so the CMS and the
    admin, which draw their fields themselves, look as they always did.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
