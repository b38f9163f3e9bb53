"""The child's side of plans/logo.py: reads a picture from stdin, writes our PNG of it to stdout.

Its argument is how wide or high that may be. Run by its path and not imported: it needs no Django, and
is a new process for each picture.
"""

import os
import resource
import sys
from io import BytesIO

import resvg_py
from PIL import Image, ImageOps, TiffImagePlugin  # noqa: F401 - the last one reads how a photo was held

MOST_PIXELS = 4000 * 4000  # known before anything is decoded
LIMITS = {
    resource.RLIMIT_CPU: 5,  # seconds; the largest picture takes one
    resource.RLIMIT_AS: 768 * 1024**2,  # bytes; the largest picture takes 300 MiB
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 0,  # from here on nothing can be opened: no file, no connection
}
REFUSED = 2


def main() -> None:
    data = sys.stdin.buffer.read()
    Image.preinit()  # loads what reads PNG and JPEG while it can still be opened
    Image.MAX_IMAGE_PIXELS = None  # MOST_PIXELS is the stricter one
    for kind, most in LIMITS.items():
        resource.setrlimit(kind, (most, most))
    try:
        made = make_png(data, side=int(sys.argv[1]))
    except (OSError, ValueError, SyntaxError) as refused:
        sys.stderr.write("size" if str(refused) == "size" else "broken")
        sys.stderr.flush()
        os._exit(REFUSED)  # without the cleaning up, which would open files
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    os._exit(0)


def make_png(data: bytes, *, side: int) -> bytes:
    """Return the picture as PNG. Raises ValueError("size") when it has too many pixels to decode."""
    if data.startswith(b"<svg"):
        data = resvg_py.svg_to_bytes(svg_string=data.decode(), skip_system_fonts=True)
    with Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as sent:
        if sent.width * sent.height > MOST_PIXELS:
            raise ValueError("size")
        picture = ImageOps.exif_transpose(sent).convert("RGBA")
    picture.thumbnail((side, side))
    clean = Image.new("RGBA", picture.size)  # the pixels alone, without what was noted beside them
    clean.paste(picture)
    if clean.getextrema()[3] == (255, 255):
        clean = clean.convert("RGB")
    clean.save(made := BytesIO(), "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
