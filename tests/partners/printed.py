"""Read a printed sheet back: its pixels, and the squares of the QR code on it."""

import struct
import zlib


def pixels(png):
    """(width, height, rows of darkness 0..255) of a PNG of 8 bits a channel."""
    place, idat, header = 8, b"", None
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        header = body if kind == b"IHDR" else header
        idat += body if kind == b"IDAT" else b""
        place += length + 12
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    assert depth == 8, "sixteen bits a channel are not read here"
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    raw, rows, before = zlib.decompress(idat), [], bytearray(width * channels)
    step = width * channels + 1
    for line in range(height):
        found = unfiltered(raw[line * step : (line + 1) * step], before, channels)
        rows.append([255 - found[place] for place in range(0, len(found), channels)])
        before = found
    return width, height, rows


def unfiltered(line, above, channels):
    """One line of a PNG without its filter (PNG specification, 9.2)."""
    how, line = line[0], bytearray(line[1:])
    for place in range(len(line)):
        left = line[place - channels] if place >= channels else 0
        corner = above[place - channels] if place >= channels else 0
        line[place] = (line[place] + predicted(how, left, above[place], corner)) & 255
    return line


def predicted(how, left, up, corner):
    if how < 4:
        return (0, left, up, (left + up) // 2)[how]
    nearest = {left: abs(up - corner), up: abs(left - corner), corner: abs(left + up - 2 * corner)}
    for value in (left, up, corner):
        if nearest[value] == min(nearest.values()):
            return value
    raise AssertionError("one of three is the nearest")


def squares(png, *, count, right, width, margin):
    """The `count` × `count` squares of the QR code whose outer edge ends `right` of the page's
    width from the left and takes `width` of it, with a white border of `margin` squares.

    The code is looked for by its first dark line, in the lower part of the page.
    """
    across, height, rows = pixels(png)
    side = across * width
    left = across * right - side
    one = side / (count + 2 * margin)
    first = left + margin * one
    # The top: the first line in which the corner pattern of seven dark squares stands.
    top = next(
        number
        for number, row in enumerate(rows)
        if number > height * 0.67
        and all(row[int(first + (place + 0.5) * one)] > 128 for place in range(7))
        and row[int(first + 7.5 * one)] < 128
    )
    return [
        [rows[int(top + (y + 0.4) * one)][int(first + (x + 0.5) * one)] > 128 for x in range(count)]
        for y in range(count)
    ]
