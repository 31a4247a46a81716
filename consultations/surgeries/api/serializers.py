"""The shapes of this room's answers and requests, for the published schema. Frames are built in `frames`."""

from __future__ import annotations

from rest_framework import serializers

from consultations.surgeries.enums import ANSWER_MAX, REASON_MAX, TEXT_MAX, QuestionState, SurgeryState


class HostShape(serializers.Serializer[object]):
    name = serializers.CharField()
    role = serializers.CharField()


class SurgeryShape(serializers.Serializer[object]):
    slug = serializers.SlugField()
    title = serializers.CharField()
    intro_html = serializers.CharField()
    state = serializers.ChoiceField(choices=SurgeryState.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    area = serializers.CharField(allow_null=True)
    hosts = HostShape(many=True)
    url = serializers.URLField()


class AnswerShape(serializers.Serializer[object]):
    text = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    role = serializers.CharField()
    at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class FaqShape(serializers.Serializer[object]):
    url = serializers.URLField()
    title = serializers.CharField()


class QuestionShape(serializers.Serializer[object]):
    id = serializers.CharField()
    text = serializers.CharField()
    state = serializers.ChoiceField(choices=QuestionState.choices)
    support = serializers.IntegerField()
    supported = serializers.BooleanField()
    mine = serializers.BooleanField()
    by = serializers.CharField(allow_null=True)
    asked_at = serializers.DateTimeField()
    answer = AnswerShape(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    merged_into = serializers.CharField(allow_null=True)
    faq = FaqShape(allow_null=True)
    support_people = serializers.IntegerField(required=False, help_text="For who runs the surgery and moderators.")
    support_devices = serializers.IntegerField(required=False, help_text="The same: browsers without an account.")
    faq_requested = serializers.BooleanField(required=False, help_text="The same: proposed as a FAQ page.")


class SurgeryPage(serializers.Serializer[object]):
    results = SurgeryShape(many=True)
    next = serializers.URLField(allow_null=True)


class SnapshotShape(serializers.Serializer[object]):
    epoch = serializers.UUIDField()
    seq = serializers.IntegerField()
    surgery = SurgeryShape()
    questions = QuestionShape(many=True)
    next = serializers.URLField(allow_null=True)


class EventsShape(serializers.Serializer[object]):
    frames = serializers.ListField(child=serializers.DictField())
    head = serializers.IntegerField()


class AskBody(serializers.Serializer[object]):
    text = serializers.CharField(max_length=TEXT_MAX)
    email = serializers.EmailField(required=False)


class CommandBody(serializers.Serializer[object]):
    """Each command reads its own fields; see the description."""

    text = serializers.CharField(required=False, max_length=ANSWER_MAX)
    faq = serializers.BooleanField(required=False)
    reason = serializers.CharField(required=False, max_length=REASON_MAX)
    into = serializers.CharField(required=False)
    category = serializers.CharField(required=False)
    geometry = serializers.DictField(required=False)
    owner = serializers.CharField(required=False)
    due = serializers.DateField(required=False)
