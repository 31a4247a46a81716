import gzip

from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from civic.core.compression import CompressWords


def answered(response, **headers):
    request = RequestFactory(headers={"accept-encoding": "gzip, br", **headers}).get("/")
    return CompressWords(lambda _request: response)(request)


def test_a_page_travels_compressed(db):
    plain = Client().get("/reports/new/")
    small = Client(headers={"accept-encoding": "gzip"}).get("/reports/new/")

    assert small["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(small.content)
    assert "Accept-Encoding" in plain["Vary"] and "Accept-Encoding" in small["Vary"]
    assert len(small.content) < len(plain.content) / 2


def test_whoever_cannot_read_it_gets_it_plain():
    response = answered(HttpResponse(b"word " * 500), **{"accept-encoding": "identity"})

    assert response.content == b"word " * 500


def test_a_picture_stays_as_it_is():
    response = answered(HttpResponse(b"word " * 500, content_type="image/jpeg"))

    assert ("Content-Encoding" in response.headers, response.content) == (False, b"word " * 500)


def test_a_file_that_streams_stays_as_it_is(tmp_path):
    (tmp_path / "words.txt").write_text("word " * 500)

    response = answered(FileResponse((tmp_path / "words.txt").open("rb")))

    assert ("Content-Encoding" in response.headers, response["Content-Length"]) == (False, "2500")


def test_two_pages_of_one_length_may_differ_in_length_on_the_wire():
    lengths = {len(answered(HttpResponse(b"word " * 500)).content) for _ in range(30)}

    assert len(lengths) > 1
