"""The log refuses to be rewritten, whoever asks through SQL as the serving role."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION eventlog_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the event log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER eventlog_event_append_only BEFORE UPDATE OR DELETE ON eventlog_event
    FOR EACH ROW EXECUTE FUNCTION eventlog_refuse();
"""
BACKWARD = """
DROP TRIGGER eventlog_event_append_only ON eventlog_event;
DROP FUNCTION eventlog_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("eventlog", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
