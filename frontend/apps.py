from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"
    label = "frontend"
    verbose_name = "Look and feel"

    def ready(self) -> None:
        from frontend.forms import speak_plainly

        speak_plainly()
