"""HTTP and websockets in one process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings.prod")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402
from django.conf import settings  # noqa: E402

from civic.core.body_limit import with_body_limit  # noqa: E402
from civic.core.unix_sockets import with_port  # noqa: E402
from consultations.surgeries.live.routing import websocket  # noqa: E402

routed = ProtocolTypeRouter({"http": with_body_limit(http), "websocket": websocket})
application = with_port(routed, settings.CIVIC_ORIGINS[0])
