#!/usr/bin/env python3
"""Writes names/*.txt from the Unicode data of ICU (uconv, libicui18n) and Python's unicodedata.

usage: scripts/make_name_tables.py      in the project folder; needs uconv and libicu (Debian: icu-devtools, libicu72)

Every table has lines `result<space>characters`, sorted, so that a change of Unicode shows as a small diff.
  folding.txt        what NFKC, case folding and Latin-ASCII make of a character
  han-pinyin.txt     Mandarin reading without tones (CLDR Han-Latin), u for u-umlaut
  han-simplified.txt simplified form and the traditional ones that fold to it (CLDR Traditional-Simplified)
  hanja-hangul.txt   Korean reading (CLDR Korean collation sorts a hanja with its syllable)
"""
import ctypes, ctypes.util, glob, os, subprocess, unicodedata

HAN = list(range(0x4E00, 0xA000))
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "names")


def transform(name, lines):
    done = subprocess.run(["uconv", "-f", "UTF-8", "-t", "UTF-8", "-x", name],
                          input="\n".join(lines).encode(), capture_output=True, check=True)
    result = done.stdout.decode().split("\n")
    assert len(result) == len(lines), name
    return result


def write(name, pairs):
    by_result = {}
    for result, character in pairs:
        by_result.setdefault(result, []).append(character)
    with open(os.path.join(OUT, name), "w", encoding="utf-8") as file:
        for result in sorted(by_result):
            file.write(result + " " + "".join(sorted(by_result[result])) + "\n")


def without_marks(text):
    return unicodedata.normalize("NFC", "".join(
        c for c in unicodedata.normalize("NFD", text) if unicodedata.combining(c) == 0))


def folding():
    ranges = [(0x80, 0x2190), (0x2C00, 0x2E00), (0x3100, 0x3400), (0xA640, 0xA800), (0xAB30, 0xABC0),
              (0xF900, 0xFFF0), (0x10400, 0x10450), (0x1D400, 0x1D800), (0x1F100, 0x1F190), (0x2F800, 0x2FA20)]
    scalars = [chr(c) for a, b in ranges for c in range(a, b)
               if unicodedata.category(chr(c))[0] in "LNM" and unicodedata.combining(chr(c)) == 0]
    compat = [unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", c).casefold()) for c in scalars]
    ascii_ = transform("Latin-ASCII", compat)
    keep_marks = ("CYRILLIC", "HIRAGANA", "KATAKANA", "DEVANAGARI", "BENGALI", "HANGUL", "TIBETAN")
    pairs = []
    for scalar, folded, latin in zip(scalars, compat, ascii_):
        result = latin.lower()
        if not result.isascii() and not unicodedata.name(scalar, "").startswith(keep_marks):
            result = without_marks(result)
        result = "".join(c for c in result if c.isalnum() or unicodedata.category(c)[0] == "M")
        if result and result != scalar:
            pairs.append((result, scalar))
    write("folding.txt", pairs)


def pinyin():
    # One character a line: the transform reads neighbours.
    plain = transform("Han-Latin", [chr(c) for c in HAN])
    pairs = []
    for scalar, reading in zip(HAN, plain):
        reading = without_marks(reading.strip())
        if reading.isascii() and reading.isalpha():
            pairs.append((reading, chr(scalar)))
    write("han-pinyin.txt", pairs)


def simplified():
    lines = transform("Traditional-Simplified", [chr(c) for c in HAN])
    write("han-simplified.txt", [(s, chr(c)) for c, s in zip(HAN, lines) if len(s) == 1 and s != chr(c)])


def hangul():
    path = sorted(glob.glob("/usr/lib/*/libicui18n.so.*"))[0]
    version = path.split(".so.")[1].split(".")[0]
    icu = ctypes.CDLL(path)
    call = lambda name: getattr(icu, f"{name}_{version}")
    error = ctypes.c_int(0)
    call("ucol_open").restype = ctypes.c_void_p
    collator = ctypes.c_void_p(call("ucol_open")(b"ko", ctypes.byref(error)))
    call("ucol_setStrength")(collator, 0)

    def key(scalar):
        units = (ctypes.c_uint16 * 1)(scalar)
        buffer = (ctypes.c_uint8 * 64)()
        length = call("ucol_getSortKey")(collator, units, 1, buffer, 64)
        return bytes(buffer[:length])

    syllables = {key(s): chr(s) for s in range(0xAC00, 0xD7A4)}
    write("hanja-hangul.txt", [(syllables[key(c)], chr(c)) for c in HAN if key(c) in syllables])


os.makedirs(OUT, exist_ok=True)
folding(); pinyin(); simplified(); hangul()
