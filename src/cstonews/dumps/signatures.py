"""What the first bytes of a file say that it is: a container, or something that is no text."""

from __future__ import annotations

import re
from enum import StrEnum

HEAD = 1024  # bytes that are enough for everything here


class Container(StrEnum):
    """What holds other files, or one file packed; the value is what a message calls it."""

    GZIP = "a gzip file"
    BZIP2 = "a bzip2 file"
    XZ = "an xz file"
    ZSTD = "a Zstandard file"
    ZIP = "a ZIP file"
    TAR = "a tar file"
    WARC = "a WARC crawl"


_CONTAINERS = (
    (re.compile(rb"\x1f\x8b\x08"), Container.GZIP),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), Container.BZIP2),
    (re.compile(rb"\xfd7zXZ\x00"), Container.XZ),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), Container.ZSTD),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08PK\x03\x04)"), Container.ZIP),
    (re.compile(rb"(?s:.{257})ustar[\x00 ]"), Container.TAR),
    (re.compile(rb"WARC/\d\.\d+\r?\n"), Container.WARC),
)

_TAR_HEADER = 512  # bytes
_TAR_CHECKSUM = re.compile(rb"(?s:.{148})[ \x00]*([0-7]{1,7})[ \x00]")

# How a file starts, and what it then is. Where the start could be words more is asked for.
_BINARIES = {
    rb"%PDF-": "a PDF document",
    rb"%!PS": "a PostScript document",
    rb"\{\\rtf": "an RTF document",
    rb"\xd0\xcf\x11\xe0": "an Office document",
    rb"AT&TFORM": "a DjVu document",
    rb"\x89PNG": "a PNG image",
    rb"\xff\xd8\xff": "a JPEG image",
    rb"GIF8[79]a": "a GIF image",
    rb"RIFF....WEBP": "a WebP image",
    rb"BM....\x00\x00\x00\x00": "a BMP image",
    rb"II[*+]\x00|MM\x00[*+]": "a TIFF image",
    rb"\x00\x00[\x01\x02]\x00.\x00": "an icon",
    rb"8BPS\x00": "a Photoshop image",
    rb"\x00\x00\x00\x0cJXL ": "a JPEG XL image",
    rb"\x00\x00\x00\x0cjP  ": "a JPEG 2000 image",
    rb"....ftyp(?:avi[fs]|hei[cfxs]|mif1|msf1)": "a HEIF image",
    rb"ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb].{0,60}\x00": "an MP3 sound",
    rb"RIFF....WAVE": "a WAV sound",
    rb"OggS\x00": "an Ogg sound or video",
    rb"fLaC\x00": "a FLAC sound",
    rb"MThd\x00\x00\x00\x06": "a MIDI sound",
    rb"#!AMR": "an AMR sound",
    rb"....ftyp": "an MP4 video or sound",
    rb"\x1a\x45\xdf\xa3": "a Matroska or WebM video",
    rb"RIFF....AVI ": "an AVI video",
    rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "a Windows Media video or sound",
    rb"FLV\x01": "a Flash video",
    rb"\x00\x00\x01[\xb3\xba]": "an MPEG video",
    rb"wOF[F2]|OTTO\x00|true\x00|ttcf\x00": "a font",
    rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB": "an Access database",
    rb"\x00\x01\x00\x00\x00": "a font",
    rb"7z\xbc\xaf\x27\x1c": "a 7z archive",
    rb"Rar!\x1a\x07": "a RAR archive",
    rb"MSCF\x00\x00\x00\x00": "a cabinet archive",
    rb"\x1f[\x9d\xa0]": "a file packed by compress",
    rb"\x04\x22\x4d\x18": "an LZ4 file",
    rb"LZIP\x01": "an lzip file",
    rb"\x7fELF|MZ.{0,62}\x00\x00|\x00asm": "a program",
    rb"\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe": "a program",
    rb"!<arch>\n": "a library of programs",
    rb"SQLite format 3\x00": "an SQLite database",
    rb".{8}DUCK.\x00": "a DuckDB database",
    rb"\x89HDF\r\n": "an HDF5 file",
    rb"PAR1[\x00-\x1f]": "a Parquet file",
    rb"ARROW1\x00": "an Arrow file",
    rb"\x93NUMPY": "a NumPy array",
    rb"Obj\x01": "an Avro file",
    rb"\x80[\x02-\x05]": "a Python pickle",
    rb"[(\]}](?:[dl]p\d*\r?\n|q[\x00-\x08])|c(?:copy_reg|__builtin__)\r?\n": "a Python pickle",
    rb"bplist0": "a property list",
    rb"\xff\xfe\x00\x00|\x00\x00\xfe\xff": "a text in UTF-32",
}
# One expression finds the first that fits in one pass.
_BINARY = re.compile(b"|".join(b"(%b)" % start for start in _BINARIES), re.DOTALL)
_BINARY_NAMES = tuple(_BINARIES.values())

# Documents that are ZIP files inside; the first member that tells, and what it then is.
_ZIP_DOCUMENTS = {
    "word/": "a Word document",
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "visio/": "a Visio drawing",
    "META-INF/container.xml": "an EPUB book",
    "META-INF/manifest.xml": "an OpenDocument file",
    "META-INF/MANIFEST.MF": "a Java program",
    "AndroidManifest.xml": "an Android program",
}


def container(head: bytes) -> Container | None:
    """What kind of container starts with ``head``, or None where it is none."""
    for start, kind in _CONTAINERS:
        if start.match(head):
            return kind
    return Container.TAR if _is_old_tar(head) else None


def _is_old_tar(head: bytes) -> bool:
    """Whether a tar header stands there that has no magic, but its checksum."""
    found = _TAR_CHECKSUM.match(head)
    if not found or len(head) < _TAR_HEADER:
        return False
    header = head[:148] + b" " * 8 + head[156:_TAR_HEADER]
    return sum(header) == int(found.group(1), 8)


def binary(head: bytes) -> str | None:
    """What ``head`` is the start of, with its article, where that is known to be no text."""
    if match := _BINARY.match(head):
        return _BINARY_NAMES[(match.lastindex or 1) - 1]
    return container(head)


def zip_document(names: list[str]) -> str | None:
    """What a ZIP file with these members is, where it is a document and not an archive."""
    if not {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"} & set(names[:50]):
        return None
    for start, what in _ZIP_DOCUMENTS.items():
        if any(name.startswith(start) for name in names):
            return what
    return None
