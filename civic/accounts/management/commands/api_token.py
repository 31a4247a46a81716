from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from civic.accounts.actions.make_api_token import make_api_token
from civic.accounts.actors import SYSTEM
from civic.accounts.models import User


class Command(BaseCommand):
    help = "Make a key for a person's programs and print it alone on one line. It is shown only now."
    requires_system_checks = ()  # their warnings would stand around the key

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--label", default="command line")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        _token, secret = make_api_token(by=SYSTEM, user=user, label=options["label"])
        self.stdout.write(secret)
