"""Letters of a font as signed distance fields, in the protocol buffers that MapLibre fetches (glyphs.proto)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import distance_transform_edt

SIZE, BUFFER, RADIUS, CUTOFF = 24, 3, 8, 0.25  # what MapLibre's shader expects
SCALE = 8  # letters are drawn this much larger, so that distances are finer than a pixel


def glyph_range(font: Path, name: str, first: int) -> bytes:
    """The glyphs of 256 code points from `first` on, as one `glyphs` message."""
    face = ImageFont.truetype(str(font), SIZE * SCALE)
    drawn = [_glyph(face, code) for code in range(first, first + 256) if _has(face, code)]
    stack = _bytes(1, name.encode()) + _bytes(2, f"{first}-{first + 255}".encode())
    return _bytes(1, stack + b"".join(_bytes(3, glyph) for glyph in drawn))


def _has(face: ImageFont.FreeTypeFont, code: int) -> bool:
    missing = face.getmask("\uffff").getbbox(), face.getlength("\uffff")
    letter = chr(code)
    return letter.isprintable() and (face.getmask(letter).getbbox(), face.getlength(letter)) != missing


def _glyph(face: ImageFont.FreeTypeFont, code: int) -> bytes:
    letter, ascender = chr(code), face.getmetrics()[0]
    left, top, right, bottom = face.getbbox(letter, anchor="ls")
    left, top = int(np.floor(left / SCALE)), int(np.floor(top / SCALE))
    width, height = int(np.ceil(right / SCALE)) - left, int(np.ceil(bottom / SCALE)) - top
    message = _number(1, code)
    if width > 0 and height > 0 and not letter.isspace():
        message += _bytes(2, _field(face, letter, left, top, width, height))
    else:
        width = height = 0
    message += _number(3, width) + _number(4, height) + _signed(5, left) + _signed(6, -top - round(ascender / SCALE))
    return message + _number(7, round(face.getlength(letter) / SCALE))


def _field(face: ImageFont.FreeTypeFont, letter: str, left: int, top: int, width: int, height: int) -> bytes:
    """Distance to the letter's edge: 1 at it inside, falling to 0 outside, in 256 steps."""
    shape = ((width + 2 * BUFFER) * SCALE, (height + 2 * BUFFER) * SCALE)
    image = Image.new("L", shape, 0)
    origin = ((BUFFER - left) * SCALE, (BUFFER - top) * SCALE)
    ImageDraw.Draw(image).text(origin, letter, fill=255, font=face, anchor="ls")
    inside = np.asarray(image) > 127
    distance = distance_transform_edt(~inside) - distance_transform_edt(inside)
    middle = distance[SCALE // 2 :: SCALE, SCALE // 2 :: SCALE] / SCALE
    values = 255 - 255 * (middle / RADIUS + CUTOFF)
    return bytes(np.clip(np.round(values), 0, 255).astype(np.uint8))


# ---- protocol buffers: a tag, then a varint or a length and bytes ------------------------------------------------


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _signed(field: int, value: int) -> bytes:
    return _number(field, (value << 1) ^ (value >> 31))


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value
