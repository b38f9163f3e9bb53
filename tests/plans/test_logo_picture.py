"""What somebody sends as a logo becomes a PNG of ours: small, without notes; nothing is fetched for it."""

import socket
import struct
import zlib
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image, PngImagePlugin

from plans import logo
from plans.logo import Refused, make_logo
from plans.logo_svg import NotPlain, plain_svg

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, *, head: str = "", root: str = 'viewBox="0 0 20 10"') -> bytes:
    return f"{head}{HEAD} {root}>{inside}</svg>".encode()


def sent(picture: Image.Image, kind: str, **options) -> bytes:
    picture.save(made := BytesIO(), kind, **options)
    return made.getvalue()


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGBA")


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    lines = zlib.compress(bytes(1000))
    return logo.PNG + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.fixture
def server():
    """A server on the loopback that only counts who comes by."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        visits = []

        def count():
            while True:
                try:
                    visitor, _ = listening.accept()
                except OSError:
                    return
                visits.append(visitor.recv(100))
                visitor.close()

        Thread(target=count, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", visits
        listening.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def secret(tmp_path):
    """A picture in blue on our own disk."""
    path = tmp_path / "secret.png"
    Image.new("RGB", (20, 10), "blue").save(path)
    return path


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "CMYK")]
)
def test_picture_becomes_a_small_png(kind, mode):
    made = make_logo(sent(Image.new("RGB", (1600, 400), "white").convert(mode), kind))

    assert (made.width, made.height) == pixels(made.png).size == (800, 200)


def test_small_picture_is_not_blown_up():
    made = make_logo(sent(Image.new("RGB", (30, 20)), "PNG"))

    assert (made.width, made.height) == (30, 20)


def test_what_is_transparent_stays_so():
    made = make_logo(sent(Image.new("RGBA", (30, 20), (255, 0, 0, 0)), "PNG"))

    assert pixels(made.png).getpixel((5, 5))[3] == 0


def test_what_was_noted_in_the_file_is_gone():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "An Peeters")
    exif = Image.Exif()
    exif[0x013B] = "An Peeters"
    files = [
        sent(Image.new("RGB", (30, 20)), "PNG", pnginfo=notes, exif=exif, dpi=(300, 300)),
        sent(Image.new("RGB", (30, 20)), "JPEG", exif=exif, comment="An Peeters"),
    ]

    assert all(b"An Peeters" in file for file in files)
    assert [Image.open(BytesIO(make_logo(file).png)).info for file in files] == [{}, {}]


def test_drawing_becomes_a_picture():
    made = make_logo(svg('<rect width="10" height="10" fill="#f00"/>'))
    image = pixels(made.png)

    assert (made.width, made.height) == image.size == (800, 400)
    assert (image.getpixel((200, 200)), image.getpixel((600, 200))[3]) == (RED, 0)


DOCTYPE = (
    '<?xml version="1.0" encoding="utf-8"?><!-- Een tekenprogramma -->\n'
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)


@pytest.mark.parametrize(
    ("head", "inside"),
    [
        (DOCTYPE, '<rect width="20" height="10" fill="red"/>'),
        ("\ufeff", '<rect width="20" height="10" fill="red"/>'),
        ("", '<style>.a{fill:url(#b)}</style><rect class="a" width="20" height="10"/>'
         '<linearGradient id="b"><stop stop-color="red"/></linearGradient>'),
        ("", '<defs><rect id="a" width="20" height="10" fill="red"/></defs><use xlink:href="#a"/>'),
        ("", '<metadata><text>Notitie</text></metadata><rect width="20" height="10" fill="red"/>'),
        ("", '<script>go()</script><rect onclick="go()" width="20" height="10" fill="red"/>'),
        ("", '<a href="https://school.example/"><text>x</text></a>'
         '<rect width="20" height="10" fill="red"/>'),
    ],
)  # fmt: skip
def test_drawing_of_a_drawing_program_is_drawn(head, inside):
    made = make_logo(svg(inside, head=head))

    assert pixels(made.png).getpixel((400, 200)) == RED


@pytest.mark.parametrize(
    "root",
    ['width="40mm" height="20mm"', 'width="200" height="100"', 'viewBox="0,0 2e9 1e9" width="9999999"'],
)
def test_drawing_has_our_size_whatever_it_says_of_itself(root):
    made = make_logo(svg("", root=root))

    assert (made.width, made.height) == (800, 400)


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "image": '<image href="{url}" width="20" height="10"/>',
    "image with the old link": '<image xlink:href="{url}" width="20" height="10"/>',
    "picture of our own disk": '<image href="{path}" width="20" height="10"/>',
    "file": '<image href="file://{path}" width="20" height="10"/>',
    "page in it": '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="{url}"/></foreignObject>',
    "filter": '<filter id="a"><feImage href="{url}"/></filter><g filter="url(#a)"><rect/></g>',
    "paint": '<rect fill="url({url}#a)" width="20" height="10"/>',
    "quoted paint": "<rect style=\"fill: url( '{url}#a' )\" width=\"20\" height=\"10\"/>",
    "hidden paint": '<rect style="fill:\\75rl({url}#a)" width="20" height="10"/>',
    "style": '<style>@import url("{url}");</style>',
    "style, encoded": "<style>&#64;import '{url}';</style>",
    "font": '<style>@font-face {{ font-family: a; src: url({url}) }}</style>',
    "letters": "<text>Wij</text>",
}  # fmt: skip


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE)
def test_drawing_that_wants_something_from_outside_is_refused(server, secret, inside):
    url, visits = server

    with pytest.raises(Refused, match="parts"):
        make_logo(svg(inside.format(url=url, path=secret)))

    assert visits == []


HEADS = {
    "external entity": '<!DOCTYPE svg [<!ENTITY a SYSTEM "file://{path}">]>',
    "external entity from the network": '<!DOCTYPE svg [<!ENTITY % a SYSTEM "{url}"> %a;]>',
    "entities in entities": f'<!DOCTYPE svg [<!ENTITY e0 "ha">{ENTITIES}]>',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_drawing_with_entities_is_refused(server, secret, head):
    url, visits = server

    with pytest.raises(Refused, match="parts"):
        make_logo(
            svg("<desc>&a;&e11;</desc>", head=head.replace("{path}", str(secret)).replace("{url}", url))
        )

    assert visits == []


HARMLESS = {
    "stylesheet": '<?xml-stylesheet href="{url}"?>',
    "document type": '<!DOCTYPE svg PUBLIC "a" "{url}">',
    "document type on our disk": '<!DOCTYPE svg SYSTEM "file://{path}">',
}
LEFT_OUT = {
    "script": '<script href="{url}"/>',
    "script of another space": '<h:script xmlns:h="http://www.w3.org/1999/xhtml" src="{url}"/>',
    "use of another file": '<use href="{url}#a"/><use xlink:href="file://{path}#a"/>',
    "inclusion": '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file://{path}" parse="text"/>',
    "base": '<g xml:base="{url}"><use href="a.svg#a"/></g>',
}


@pytest.mark.parametrize(
    ("head", "inside"),
    [*((head, "") for head in HARMLESS.values()), *(("", inside) for inside in LEFT_OUT.values())],
    ids=[*HARMLESS, *LEFT_OUT],
)
def test_what_a_logo_does_not_need_is_left_out(server, secret, head, inside):
    url, visits = server
    drawing = svg(inside, head=head).decode().replace("{url}", url).replace("{path}", str(secret)).encode()

    plain = plain_svg(drawing, side=800)
    made = make_logo(drawing)

    assert url not in plain
    assert str(secret) not in plain
    assert pixels(made.png).getextrema() == ((0, 0),) * 4
    assert visits == []


def test_child_opens_nothing_even_when_it_is_asked_to(server, secret):
    """The second wall: what the first one refuses, given to the child all the same."""
    url, visits = server
    links = "".join(f'<image href="{link}" width="20" height="10"/>' for link in (secret, url))

    png = logo._run_child(svg(links, root='viewBox="0 0 20 10" width="20" height="10"'))

    assert pixels(png).getextrema() == ((0, 0),) * 4
    assert visits == []


def test_largest_picture_fits_within_the_limits_and_a_larger_one_is_refused_before_it_is_read():
    largest = Image.effect_noise((1000, 1000), 50).resize((4000, 4000)).convert("RGB")

    assert make_logo(sent(largest, "JPEG", quality=30)).width == 800
    with pytest.raises(Refused, match="size"):
        make_logo(bomb(60_000, 60_000))
    with pytest.raises(Refused, match="broken"):  # read, and found to be short
        make_logo(bomb(1000, 1000))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "kind"),
        (b"GIF89a" + bytes(100), "kind"),
        (b"<html><body>Wij</body></html>", "kind"),
        (logo.PNG + b"niets", "broken"),
        (logo.JPEG + b"niets", "broken"),
        (b"<svg", "broken"),
        (b"<?xml version='1.0' encoding='niets'?><svg/>", "broken"),
        (b"<?xml version='1.0'?><html/>", "broken"),
        (svg("", root=""), "size"),
        (svg("", root='width="100%" height="100%"'), "size"),
        (svg("", root='viewBox="0 0 1 100"'), "size"),
        (svg("", root='viewBox="0 0 nan 1"'), "size"),
        (svg("", root='viewBox="0 0 -4 -4"'), "size"),
        (svg("", root='width="1.2.3" height="1"'), "size"),
        (svg("<g>" * 200 + "</g>" * 200), "size"),
        (svg("<g/>" * 20_001), "size"),
        (sent(Image.new("RGB", (30, 20)), "PNG") + bytes(logo.MOST_BYTES), "large"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(data, reason):
    with pytest.raises(Refused) as refused:
        make_logo(data)

    assert refused.value.reason == reason
    assert refused.value.words == logo.REASONS[reason]


def test_copies_of_copies_end_the_child_and_not_the_server():
    groups = [f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 12)]
    drawing = svg(f'<rect id="a0" width="1" height="1"/>{"".join(groups)}')

    with pytest.raises(Refused, match="broken"):
        make_logo(drawing)


def test_reasons_of_a_drawing_all_have_words():
    with pytest.raises(NotPlain):
        plain_svg(b"<svg/>", side=800)

    assert {"parts", "broken", "size"} <= set(logo.REASONS)
