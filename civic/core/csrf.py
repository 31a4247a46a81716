"""Pages that are the same for everyone hold no token; a script asks for one when somebody acts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@require_GET
@never_cache
def csrf_token(request: HttpRequest) -> HttpResponse:
    """{"token": "..."}; sets the cookie that goes with it."""
    return JsonResponse({"token": get_token(request)})
