"""Mixtures of pages in every encoding and container: the same entries, and every byte again."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstonews.archive.answers.dumps import dump_content, dumps
from cstonews.archive.connection import read
from cstonews.archive.damage.check import check
from cstonews.archive.writer import writing
from cstonews.dumps import sources
from cstonews.ingest import ingest
from cstonews.model import Segment
from cstonews.split import split

HERE = Path(__file__).parent
PAGES = [
    page.read_bytes().decode()
    for folder in (HERE / "gold" / "pages", HERE.parent / "data" / "pages")
    for page in sorted(folder.glob("*.txt"))
]


def zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", data)
    return buffer.getvalue()


def tarred(mode: str) -> Callable[[bytes], bytes]:
    def pack(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode=mode) as archive:
            member = tarfile.TarInfo("page.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        return buffer.getvalue()

    return pack


def zst(data: bytes) -> bytes:
    try:
        from compression import zstd
    except ImportError:
        from backports import zstd
    return bytes(zstd.compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "txt": bytes,
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zst,
    "zip": zipped,
    "tar": tarred("w"),
    "tgz": tarred("w:gz"),
    "tar.gz.zip": lambda data: zipped(tarred("w:gz")(data)),
}
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "cp1251": lambda text: text.encode("cp1251", "ignore"),
    "koi8_r": lambda text: text.encode("koi8_r", "ignore"),
    "crlf": lambda text: text.replace("\r", "").replace("\n", "\r\n").encode(),
}
ALWAYS = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Some pages one after another, the last one cut anywhere."""
    chosen = draw(st.lists(st.sampled_from(PAGES), min_size=1, max_size=4))
    text = draw(st.sampled_from(["\n", "\n\n\n", "\nGo back\n\n"])).join(chosen)
    return text[: draw(st.integers(40, len(text)))]


@ALWAYS
@given(mixtures(), st.sampled_from([*PACKERS]), st.sampled_from([*ENCODINGS]))
def test_every_byte_of_a_mixture_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, packer: str, encoding: str
) -> None:
    folder = tmp_path_factory.mktemp("mixture")
    data = ENCODINGS[encoding](text)
    (folder / f"page.{packer}").write_bytes(PACKERS[packer](data))
    path = str(folder / "a.db")
    with writing(path) as writer:
        report = ingest(sources([str(folder / f"page.{packer}")]), writer)
    assert dict(report.dumps) == {"new": 1}
    (info,) = read(path, dumps)
    assert info.sha256 == hashlib.sha256(data).hexdigest()
    assert read(path, lambda db: dump_content(db, info.sha256)) == data
    assert check(path).problems == ()


@ALWAYS
@given(mixtures())
def test_a_mixture_is_tiled(text: str) -> None:
    found: tuple[Segment, ...] = split(text).segments
    assert "".join(segment.text for segment in found) == text
    assert [segment.start for segment in found[1:]] == [segment.end for segment in found[:-1]]


@pytest.mark.parametrize("packer", PACKERS)
def test_the_container_makes_no_difference(tmp_path: Path, packer: str) -> None:
    """Byte for byte the same dump, under another name."""
    (tmp_path / "plain").write_text(PAGES[0])
    (tmp_path / "packed").write_bytes(PACKERS[packer](PAGES[0].encode()))
    with writing(str(tmp_path / "a.db")) as writer:
        report = ingest(sources([str(tmp_path / "plain"), str(tmp_path / "packed")]), writer)
    assert dict(report.dumps) == {"new": 1, "known": 1}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_makes_no_difference_to_the_entries(tmp_path: Path, encoding: str) -> None:
    text = next(page for page in PAGES if "ОДКБ" in page and len(page) > 1000)
    in_both = text.encode("koi8_r", "ignore").decode("koi8_r")
    found = []
    for name, data in (("a", in_both.encode()), ("b", ENCODINGS[encoding](in_both))):
        (tmp_path / name).write_bytes(data)
        with writing(str(tmp_path / f"{name}.db")) as writer:
            ingest(sources([str(tmp_path / name)]), writer)
        sql = "SELECT handle, date, date_source, kind, title, body FROM entries"
        found.append(read(str(tmp_path / f"{name}.db"), lambda db, sql=sql: set(db.execute(sql))))
    assert found[0] == found[1] != set()


def test_a_saved_page_is_read_anew_from_what_was_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>News</title><link rel=canonical href='https://example.org/1/'></head>"
        "<body><nav>Menu</nav><div>26.07.2024</div><p>On 25 July 2024, the Council met in Moscow "
        "and agreed on its plan.</p><div>25.07.2024</div><p>The Secretary General flew to Minsk "
        "for two days of talks.</p></body></html>"
    )
    path = str(tmp_path / "a.db")
    with writing(path) as writer:
        ingest(sources([str(page)]), writer)
        page.unlink()
        report = writer.resplit()
    assert report.dumps == {"read": 1, "changed": 0}
    (info,) = read(path, dumps)
    assert info.form == "html"
    assert (info.origin.url, info.origin.title) == ("https://example.org/1/", "News")
    entries = read(path, lambda db: db.execute("SELECT date, date_source FROM entries").fetchall())
    assert entries == [("2024-07-25", "stated"), ("2024-07-26", "stated")]
