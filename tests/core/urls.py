"""Routes that go wrong on purpose, with the error pages of the product."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from rest_framework import exceptions, serializers
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic.core import errors
from civic.core.api import idempotency_key, made_response
from civic.core.idempotency import Once
from civic.core.middleware import client_ip, client_network

handler400 = "civic.core.errors_web.handler400"
handler403 = "civic.core.errors_web.handler403"
handler404 = "civic.core.errors_web.handler404"
handler500 = "civic.core.errors_web.handler500"

PROBLEMS = {
    "invalid": errors.Invalid(title="Use 100 characters or fewer."),
    "sign_in": errors.SignInNeeded(),
    "forbidden": errors.Forbidden(),
    "not_found": errors.NotFound(),
    "wrong_state": errors.WrongState(),
    "stale": errors.Stale(),
    "too_large": errors.TooLarge(),
    "unsupported_type": errors.UnsupportedType(),
    "key_reused": errors.KeyReused(),
    "too_fast": errors.TooFast(90),
    "http404": Http404(),
    "denied": PermissionDenied(),
    "data_too_big": RequestDataTooBig(),
    "database": OperationalError("the server closed the connection: secret detail"),
    "broken": ZeroDivisionError("secret detail"),
    "drf_denied": exceptions.PermissionDenied(),
    "drf_csrf": exceptions.PermissionDenied("CSRF Failed: CSRF token missing."),
    "drf_sign_in": exceptions.NotAuthenticated(),
    "drf_bad_token": exceptions.AuthenticationFailed("Invalid token."),
    "drf_throttled": exceptions.Throttled(wait=12.2),
    "drf_parse": exceptions.ParseError("JSON parse error"),
    "drf_type": exceptions.UnsupportedMediaType("text/csv"),
    "drf_not_found": exceptions.NotFound(),
    "drf_method": exceptions.MethodNotAllowed("PUT"),
    "drf_list": exceptions.ValidationError(["One.", "Two."]),
    "drf_nested": exceptions.ValidationError({"photos": {"0": ["Bad."]}, "non_field_errors": ["All."]}),
}


def problem(request: HttpRequest, name: str) -> HttpResponse:
    raise PROBLEMS[name]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"hello {request.device}")


def act(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"device": request.ensure_device(), "again": request.ensure_device()})


def framed(request: HttpRequest) -> HttpResponse:
    request.is_preview = True
    return HttpResponse("preview")


def sandboxed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("media", headers={"Content-Security-Policy": "default-src 'none'; sandbox"})


def whence(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"ip": client_ip(request), "network": client_network(request)})


def key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(idempotency_key(request)))


class Words(serializers.Serializer):
    title = serializers.CharField(max_length=5)


class Things(APIView):
    parser_classes = [JSONParser]
    authentication_classes = []
    permission_classes = []

    def get(self, request: Request, name: str) -> Response:
        raise PROBLEMS[name]

    def post(self, request: Request, name: str) -> Response:
        Words(data=request.data).is_valid(raise_exception=True)
        found = idempotency_key(request)
        return made_response({"key": str(found)}, Once("abc", replayed=name == "again"))


urlpatterns = [
    path("hello/", hello),
    path("act/", act),
    path("preview/", framed),
    path("media/", sandboxed),
    path("whence/", whence),
    path("key/", key),
    path("cms/hello/", hello),
    path("admin/hello/", hello),
    path("problem/<str:name>/", problem),
    path("api/v1/plain/<str:name>/", problem),
    path("api/v1/things/<str:name>/", Things.as_view()),
]
