"""Containers → members: what they hold, what they are called, what is damaged."""

from __future__ import annotations

import bz2
import gc
import gzip
import io
import lzma
import os
import struct
import sys
import tarfile
import threading
import warnings
import zipfile
from pathlib import Path

import bombs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstonews.dumps import DEFAULTS, Limits, Source, decode, members, read, sources, spool
from cstonews.errors import DumpError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENGLISH = b"The Council met in Moscow on 7 December 2023.\r\n" * 60
RUSSIAN = "Совет собрался в Москве 7 декабря 2023 года.\n".encode() * 60
PAIR = {"one.txt": ENGLISH, "2024/two.txt": RUSSIAN}


def tar(files, packing=""):
    """A tar file; ``files`` are pairs or a mapping of names and bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{packing}") as archive:
        for name, data in dict(files).items() if isinstance(files, dict) else files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def old_tar(files):
    """A tar file as they were before the format had a magic number."""
    whole = bytearray(tar(files))
    for name in files:
        at = whole.index(name.encode().ljust(100, b"\0"))
        whole[at + 257 : at + 512] = bytes(255)
        whole[at + 148 : at + 156] = b" " * 8
        whole[at + 148 : at + 156] = b"%06o\0 " % sum(whole[at : at + 512])
    return bytes(whole)


def zipped(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name may stand there twice
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, data in dict(files).items() if isinstance(files, dict) else files:
                archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


class Pipe(io.BytesIO):
    """A stream that cannot go back, as that of ``zip - …``."""

    def seekable(self):
        return False

    def seek(self, *args):
        raise OSError("a pipe")

    def tell(self):
        raise OSError("a pipe")


def zipped_to_pipe(files):
    """A ZIP file that tells the sizes of its members behind them."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return pipe.getvalue()


@pytest.fixture
def found(tmp_path, monkeypatch):
    """Write a file and return what its members are: names with bytes, or with problems."""
    monkeypatch.chdir(tmp_path)

    def found(name, data, limits=DEFAULTS):
        Path(name).write_bytes(data)
        return [
            (member.name, member.problem or read(member).data)
            for source in sources([name])
            for member in members(source, limits)
        ]

    return found


PACKED = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd.compress,
    "gzip twice": lambda data: gzip.compress(gzip.compress(data)),
    "gzip in parts": lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]),
}
ARCHIVES = {
    "tar": tar,
    "tar, the old way": old_tar,
    "tar.gz": lambda files: tar(files, "gz"),
    "tar.bz2": lambda files: tar(files, "bz2"),
    "tar.xz": lambda files: tar(files, "xz"),
    "tar.zst": lambda files: zstd.compress(tar(files)),
    "zip": zipped,
    "zip, stored": lambda files: zipped(files, zipfile.ZIP_STORED),
    "zip, bzip2": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "zip, LZMA": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "zip, from a pipe": zipped_to_pipe,
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_a_packed_file_is_one_dump_with_its_own_name(found, pack):
    assert found("page.txt.any", pack(ENGLISH)) == [("page.txt.any", ENGLISH)]


@pytest.mark.parametrize("pack", ARCHIVES.values(), ids=ARCHIVES)
def test_an_archive_is_a_dump_for_each_member(found, pack):
    expected = [("pages.any/one.txt", ENGLISH), ("pages.any/2024/two.txt", RUSSIAN)]
    assert found("pages.any", pack(PAIR)) == expected


def test_a_plain_file_is_the_source_itself(found, tmp_path):
    assert found("page.txt", ENGLISH) == [("page.txt", ENGLISH)]
    (source,) = sources([str(tmp_path / "page.txt")])
    assert list(members(source)) == [source]


def is_text(data):
    try:
        decode(b"Text. " + data)
    except DumpError as error:
        return "encoding" in str(error)
    return True


texts = st.one_of(
    st.text(max_size=300).map(str.encode),
    st.text("абвгдеёжзиклмнопрст ", max_size=200).map(lambda text: text.encode("cp1251")),
    st.text(max_size=300).map(lambda text: b"\xff\xfe" + text.encode("utf-16-le")),
    st.binary(max_size=300),
    st.just(ENGLISH * 300),
).filter(is_text)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(PACKED)), texts)
def test_a_packed_file_gives_its_bytes(packing, data):
    data = b"Text. " + data
    packed = PACKED[packing](data)
    (member,) = members(Source("x", len(packed), opener=lambda: io.BytesIO(packed)))
    with member.opener() as stream:
        assert stream.read() == data
    assert member.bytes == len(packed)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(ARCHIVES)), st.lists(texts, min_size=1, max_size=5))
def test_an_archive_gives_the_bytes_of_each_member(packing, contents):
    contents = [b"Text. " + data for data in contents]
    packed = ARCHIVES[packing]({f"{n}.txt": data for n, data in enumerate(contents)})
    whole = []
    total = 0
    for member in members(Source("x", opener=lambda: io.BytesIO(packed))):
        with member.opener() as stream:
            whole.append(stream.read())
        total += member.bytes
    assert whole == contents
    assert total <= len(packed)


NESTED = {
    "a gzip file in a tar file": (
        tar({"a.txt.gz": gzip.compress(ENGLISH), "b.txt": RUSSIAN}),
        ["x/a.txt.gz", "x/b.txt"],
    ),
    "a zip file in a zip file": (
        zipped({"in.zip": zipped(PAIR), "b.txt": RUSSIAN}),
        ["x/in.zip/one.txt", "x/in.zip/2024/two.txt", "x/b.txt"],
    ),
    "a zip file in a packed tar file": (
        tar({"in.zip": zipped(PAIR), "b.txt": RUSSIAN}, "xz"),
        ["x/in.zip/one.txt", "x/in.zip/2024/two.txt", "x/b.txt"],
    ),
    "packed tar files in a zip file": (
        zipped({"a.tgz": tar(PAIR, "gz"), "b.tar": tar(PAIR)}),
        ["x/a.tgz/one.txt", "x/a.tgz/2024/two.txt", "x/b.tar/one.txt", "x/b.tar/2024/two.txt"],
    ),
}


@pytest.mark.parametrize(("data", "names"), NESTED.values(), ids=NESTED)
def test_containers_in_containers(found, data, names):
    result = found("x", data)
    assert [name for name, _ in result] == names
    assert {content for _, content in result} == {ENGLISH, RUSSIAN}


def test_too_deep_a_nest_is_told_once_and_its_neighbours_are_read(found):
    data = ENGLISH
    for _ in range(DEFAULTS.nesting + 1):
        data = gzip.compress(data)
    problem = (
        f"x/deep lies in more than {DEFAULTS.nesting} containers; "
        "allow more with --max-nesting, or leave it out"
    )
    assert found("x", zipped({"deep": data, "b.txt": RUSSIAN})) == [
        ("x/deep", problem),
        ("x/b.txt", RUSSIAN),
    ]


ODD_NAMES = {
    "absolute": ("/etc/passwd", "x//etc/passwd"),
    "going up": ("../../a.txt", "x/../../a.txt"),
    "with a line end": ("a\nb.txt", "x/a\ufffdb.txt"),
    "with an escape sequence": ("a\x1b[31mb.txt", "x/a\ufffd[31mb.txt"),
    "of the folder itself": ("./a.txt", "x/a.txt"),
    "in Russian": ("новости/1.txt", "x/новости/1.txt"),
    "with a drive": ("C:\\a.txt", "x/C:\\a.txt"),
}


@pytest.mark.parametrize("pack", [tar, zipped], ids=["tar", "zip"])
@pytest.mark.parametrize(("name", "shown"), ODD_NAMES.values(), ids=ODD_NAMES)
def test_names_are_names_and_nothing_else(found, tmp_path, pack, name, shown):
    assert found("x", pack({name: ENGLISH})) == [(shown, ENGLISH)]
    assert os.listdir(tmp_path) == ["x"]


def test_a_tar_name_that_is_not_utf_8(found):
    assert found("x", tar({"page \udcff.txt": ENGLISH})) == [("x/page \ufffd.txt", ENGLISH)]


ZIP_NAMES = {
    "DOS Cyrillic": ("новости.txt".encode("cp866"), "новости.txt"),
    "UTF-8 that is not said to be": ("новости.txt".encode(), "новости.txt"),
    "a NUL": (b"ab\0cd.txt", "ab\ufffdcd.txt"),
}


@pytest.mark.parametrize(("raw", "shown"), ZIP_NAMES.values(), ids=ZIP_NAMES)
def test_zip_names_of_no_told_encoding(found, raw, shown):
    data = zipped({"n" * len(raw): ENGLISH}).replace(b"n" * len(raw), raw)
    assert found("x", data) == [(f"x/{shown}", ENGLISH)]


@pytest.mark.parametrize("pack", [tar, zipped], ids=["tar", "zip"])
def test_two_members_of_one_name_both_count(found, pack):
    data = pack([("a.txt", ENGLISH), ("a.txt", RUSSIAN)])
    assert found("x", data) == [("x/a.txt", ENGLISH), ("x/a.txt", RUSSIAN)]


@pytest.mark.parametrize("pack", ARCHIVES.values(), ids=ARCHIVES)
def test_empty_members_are_empty_dumps(found, pack):
    assert found("x", pack({"a.txt": b"", "b.txt": ENGLISH})) == [
        ("x/a.txt", b""),
        ("x/b.txt", ENGLISH),
    ]


@pytest.mark.parametrize("pack", [tar, zipped], ids=["tar", "zip"])
def test_hidden_members_are_left_out(found, pack):
    names = [".hidden", "a/.git/b", "__MACOSX/._a.txt", "a.txt"]
    assert found("x", pack(dict.fromkeys(names, ENGLISH))) == [("x/a.txt", ENGLISH)]


def test_folders_and_links_in_a_tar_file_are_left_out(found):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in {"d": tarfile.DIRTYPE, "l": tarfile.SYMTYPE, "h": tarfile.LNKTYPE,
                           "p": tarfile.FIFOTYPE, "c": tarfile.CHRTYPE}.items():  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert found("x", buffer.getvalue()) == []


def test_empty_archives_hold_nothing(found):
    assert found("x", zipped({})) == []


BLOCK = 512
FIRST, SECOND = (BLOCK + -(-len(data) // BLOCK) * BLOCK for data in PAIR.values())
WHOLE = (PAIR["one.txt"], PAIR["2024/two.txt"])
# Where a file of the pair is cut, counted from its end: the dumps that are then left.
CUTS = {
    "tar, in the second member": (tar(PAIR)[: FIRST + 700], 1),
    "tar, in the first member": (tar(PAIR)[:700], 0),
    "tar, in a header": (tar(PAIR)[: FIRST + 100], 1),
    "tar, behind the last member": (tar(PAIR)[: FIRST + SECOND], 2),
    "tar.gz": (tar(PAIR, "gz")[:-60], 1),
    "tar.zst": (zstd.compress(tar(PAIR))[:-20], 0),
    "zip, in its directory": (zipped(PAIR)[:-60], 2),
    "zip, in the second member": (zipped(PAIR)[:-220], 1),
    "zip, stored, in the second member": (zipped(PAIR, zipfile.ZIP_STORED)[:4000], 1),
    "zip, from a pipe": (zipped_to_pipe(PAIR)[:-60], 2),
    "zip, from a pipe, in the second member": (zipped_to_pipe(PAIR)[:-230], 1),
    "gzip": (gzip.compress(ENGLISH)[:-20], 0),
    "bzip2": (bz2.compress(ENGLISH)[:-20], 0),
    "xz": (lzma.compress(ENGLISH)[:-20], 0),
    "zstd": (zstd.compress(ENGLISH)[:-20], 0),
    "a zip file that is its head": (zipped(PAIR)[:20], 0),
    "a gzip file that is its head": (gzip.compress(ENGLISH)[:5], 0),
}


@pytest.mark.parametrize(("data", "left"), CUTS.values(), ids=CUTS)
def test_of_a_container_that_is_cut_off_the_start_is_read(found, data, left):
    *good, (name, problem) = found("x", data)
    assert [content for _, content in good] == list(WHOLE[:left])
    assert problem.startswith(f"{name} is damaged or cut off (")
    assert "\n" not in problem


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted(ARCHIVES)), st.data())
def test_every_cut_of_an_archive_is_told(packing, data):
    packed = ARCHIVES[packing](PAIR)
    end = data.draw(st.integers(1, len(packed) - 1))
    if packing in ("tar", "tar, the old way"):  # which is filled up behind its end mark
        end = min(end, FIRST + SECOND)
    *good, last = members(Source("x", opener=lambda: io.BytesIO(packed[:end])))
    if last.problem is None:  # too little to be known for what it is
        assert end <= BLOCK
    else:
        assert [read(member).data for member in good] == list(WHOLE[: len(good)])


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(sorted({*ARCHIVES, *PACKED})), st.data())
def test_no_damage_ends_in_anything_but_dumps_and_problems(packing, data):
    packed = bytearray({**ARCHIVES, **PACKED}[packing](PAIR if packing in ARCHIVES else ENGLISH))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(packed) - 1))
        packed[place] = data.draw(st.integers(0, 255))
    for member in members(Source("x", opener=lambda: io.BytesIO(bytes(packed)))):
        try:
            assert read(member).name.startswith("x")
        except DumpError as error:
            assert "\n" not in str(error)


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


def test_a_damaged_member_stops_nothing(found):
    data = flipped(zipped(PAIR), 50)
    (name, problem), other = found("x", data)
    assert (name, other) == ("x/one.txt", ("x/2024/two.txt", RUSSIAN))
    assert problem.startswith("x/one.txt is damaged or cut off (")


def test_a_damaged_container_stops_nothing_around_it(found):
    data = tar({"a.gz": gzip.compress(ENGLISH)[:-9], "b.zip": zipped(PAIR)[:-60], "c": RUSSIAN})
    names = [(name, isinstance(content, str)) for name, content in found("x", data)]
    assert names == [
        ("x/a.gz", True),
        ("x/b.zip/one.txt", False),
        ("x/b.zip/2024/two.txt", False),
        ("x/b.zip", True),
        ("x/c", False),
    ]


def locked(data):
    """A ZIP file that says of its first member that it is encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    (flags,) = struct.unpack_from("<H", data, at)
    return data[:at] + struct.pack("<H", flags | 1) + data[at + 2 :]


def of_no_known_method(data):
    at = data.index(b"PK\x01\x02") + 10
    return data[:at] + struct.pack("<H", 97) + data[at + 2 :]


UNREADABLE = {
    "locked": (locked(zipped(PAIR)), "x/one.txt is locked by a password; unpack it first"),
    "of no known method": (
        of_no_known_method(zipped(PAIR)),
        "x/one.txt is packed in a way that is not supported; pack it as a usual ZIP file",
    ),
}


@pytest.mark.parametrize(("data", "problem"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_member_that_cannot_be_unpacked_is_told(found, data, problem):
    assert found("x", data) == [("x/one.txt", problem), ("x/2024/two.txt", RUSSIAN)]


def test_a_member_that_unpacks_to_too_much_is_told(found):
    bomb = gzip.compress(ENGLISH * 1200)
    problem = (
        "x/bomb.gz unpacks to too much (all that its file unpacks to may be 2 MB); "
        "allow more with --max-unpacked, or leave it out"
    )
    limits = Limits(unpacked=2 << 20)
    assert found("x", zipped({"b.txt": RUSSIAN, "bomb.gz": bomb}), limits) == [
        ("x/b.txt", RUSSIAN),
        ("x/bomb.gz", problem),
    ]


def test_what_a_member_may_unpack_to_leaves_something_for_its_neighbours(found):
    data = zipped({"bomb.gz": gzip.compress(ENGLISH * 1200), "b.txt": RUSSIAN})
    limits = Small()
    (_, problem), other = found("x", data, limits)
    assert problem.startswith("x/bomb.gz unpacks to too much")
    assert other == ("x/b.txt", RUSSIAN)


class Small(Limits):
    """As the limits that are there unasked, for small files."""

    def in_all(self, size):
        return 4 << 20


@pytest.mark.parametrize(
    ("size", "allowed"), [(0, 1 << 30), (1 << 20, (1 << 30) + (200 << 20)), (1 << 30, 201 << 30)]
)
def test_what_a_file_may_unpack_to_follows_from_its_size(size, allowed):
    assert DEFAULTS.in_all(size) == allowed
    assert Limits(unpacked=5).in_all(size) == Limits(unpacked=5).at_once == 5


def test_a_zip_file_of_too_many_members_is_refused_before_they_are_held(found):
    data = zipped([(f"{number:03}", b"") for number in range(101)])
    problem = "x has more than 100 members; unpack it first"
    assert found("x", data, Limits(members=100)) == [("x", problem)]
    assert len(found("x", data, Limits(members=101))) == 101


def test_a_member_without_a_name_is_read(found):
    (name, data), *_ = found("x", bombs.overlapping_zip(1, 1, name=b""))
    assert (name, len(data)) == ("x/", len(bombs.WORDS))


def test_what_a_browser_saved_beside_a_page_is_left_out_of_a_zip_file(found):
    names = ["a/page.html", "a/page_files/x.html", "a/page_files/d/y.txt", "a/other_files/z.txt"]
    names += ["page_files/w.txt"]
    data = zipped(dict.fromkeys(names, ENGLISH))
    assert [name for name, _ in found("x", data)] == [
        "x/a/page.html", "x/a/other_files/z.txt", "x/page_files/w.txt"
    ]  # fmt: skip


def test_a_picture_in_a_zip_file_without_its_end_stops_nothing(found):
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 999
    picture, text, cut = found("x", zipped({"a.png": png, "b.txt": RUSSIAN})[:-40])
    assert picture == ("x/a.png", "x/a.png is a PNG image, not text; save it as text first")
    assert text == ("x/b.txt", RUSSIAN)
    assert cut[1].startswith("x is damaged or cut off (")


DOCUMENTS = {
    "a Word document": {"[Content_Types].xml": b"", "word/document.xml": b""},
    "an Excel workbook": {"[Content_Types].xml": b"", "xl/workbook.xml": b""},
    "a PowerPoint presentation": {"[Content_Types].xml": b"", "ppt/presentation.xml": b""},
    "an EPUB book": {"mimetype": b"application/epub+zip", "META-INF/container.xml": b""},
    "an OpenDocument file": {"mimetype": b"x", "META-INF/manifest.xml": b""},
    "a Java program": {"META-INF/MANIFEST.MF": b""},
}


@pytest.mark.parametrize(("what", "files"), DOCUMENTS.items(), ids=DOCUMENTS)
def test_documents_that_are_zip_files_are_refused_whole(found, what, files):
    problem = f"x is {what}, not text; save it as text first"
    assert found("x", zipped(files)) == [("x", problem)]
    assert found("x", zipped({"d": zipped(files), "b": RUSSIAN})) == [
        ("x/d", problem.replace("x is", "x/d is")),
        ("x/b", RUSSIAN),
    ]


def test_a_member_that_is_no_text_is_refused_by_its_name():
    packed = zipped({"photo.txt": b"\xff\xd8\xff\xe0"})
    (member,) = members(Source("x", opener=lambda: io.BytesIO(packed)))
    with pytest.raises(DumpError, match=r"^x/photo\.txt is a JPEG image"):
        read(member)


def test_without_its_library_a_zstandard_file_says_what_to_install(found, monkeypatch):
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("compression", "backports"):
        if name in sys.modules:
            monkeypatch.delattr(sys.modules[name], "zstd", raising=False)
    assert found("x.zst", zstd.compress(ENGLISH)) == [
        (
            "x.zst",
            "x.zst needs the extra \"zst\"; install it with: pip install 'cstonews[zst]'",
        )
    ]


def test_standard_input_can_be_a_container(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(tar(PAIR, "gz"))

    monkeypatch.setattr("sys.stdin", Stdin)
    (source,) = sources(["-"])
    assert [(member.name, read(member).data) for member in members(source)] == [
        ("-/one.txt", ENGLISH),
        ("-/2024/two.txt", RUSSIAN),
    ]


def test_a_pipe_can_be_a_container(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[zipped(PAIR)])
    writer.start()
    (source,) = sources([str(pipe)])
    assert [read(member).data for member in members(source)] == [ENGLISH, RUSSIAN]
    writer.join()


def test_a_source_with_a_problem_is_passed_on():
    source = Source("x", problem="x cannot be read: it is gone")
    assert list(members(source)) == [source]


def test_a_large_container_that_goes_while_it_is_looked_at_is_a_problem(found, monkeypatch):
    found("x.zip", zipped(PAIR))
    monkeypatch.setattr(sys.modules["cstonews.dumps.members"], "_SMALL", 10)

    def opener(opened=[]):  # noqa: B006 - counts its calls
        if opened:
            raise FileNotFoundError(2, "No such file or directory")
        opened.append(True)
        return open("x.zip", "rb")

    (member,) = members(Source("x.zip", opener=opener))
    assert member.problem == "x.zip cannot be read: No such file or directory"


def test_a_file_that_is_gone_is_a_problem(found, tmp_path):
    found("x", ENGLISH)
    (source,) = sources(["x"])
    (tmp_path / "x").unlink()
    (member,) = members(source)
    assert member.problem == "x cannot be read: No such file or directory"


def test_members_stay_readable_as_long_as_someone_holds_them():
    packed = zipped(PAIR)
    held = list(members(Source("x", opener=lambda: io.BytesIO(packed))))
    assert [read(member).data for member in held] == [ENGLISH, RUSSIAN]


def test_the_bytes_of_members_are_let_go_with_them(monkeypatch):
    """A container is worked through member by member, so few may be kept at one time."""
    kept = []
    real = spool.tempfile.SpooledTemporaryFile

    def spooled(*arguments):
        kept.append(real(*arguments))
        return kept[-1]

    monkeypatch.setattr(spool.tempfile, "SpooledTemporaryFile", spooled)
    packed = tar([(f"{number}.txt", ENGLISH) for number in range(20)], "gz")
    for member in members(Source("x", opener=lambda: io.BytesIO(packed))):
        assert read(member).data == ENGLISH
        gc.collect()
        assert sum(not file.closed for file in kept) <= 2
    del member
    gc.collect()
    assert len(kept) == 20
    assert all(file.closed for file in kept)
