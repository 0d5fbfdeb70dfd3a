"""Documents of Word: what they say, how they are made, and how they come out on paper."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from advisor.errors import AdvisorError
from advisor.formats.document_model import Letter
from advisor.formats.docx_file import TEMPLATE
from advisor.formats.format_registry import CHECKLIST_FORMATS, LETTER_FORMATS, LETTERHEAD_FORMATS
from advisor.letters.checklist import checklist
from tests.conftest import ROOT
from tests.formats.conftest import program, ran

if TYPE_CHECKING:
    from tests.complete_case import Desk
    from tests.formats.conftest import Make

NAME = "Sample Studio, makers of shops"


def opened(data: bytes) -> Any:
    """Open a document."""
    return docx.Document(io.BytesIO(data))


def texts(document: Any) -> str:
    """Return the text of a document, a line for each paragraph."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\u00a0", " ")


def on_letterhead(**headers: str) -> bytes:
    """Return a letterhead whose headers say something."""
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = "first" in headers
    for name, text in headers.items():
        part = section.first_page_header if name == "first" else getattr(section, name)
        part.paragraphs[0].text = text
    section.left_margin = docx.shared.Cm(4)
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Body Text"].font.italic = True
    document.add_paragraph("Old text, to be taken out")
    document.core_properties.author = "Alex Sample"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_the_letter_says_what_it_has_to(letters: dict[str, Letter]) -> None:
    """Every part of each letter can be read in the document."""
    for written in letters.values():
        found = texts(opened(LETTER_FORMATS[".docx"](written)))
        parts = (*written.letterhead, *written.recipient, *written.signature, *written.missing)
        for part in (*parts, written.subject, written.salutation, written.closing):
            assert part.replace("\u00a0", " ") in found


def test_looks_are_styles(letters: dict[str, Letter]) -> None:
    """No paragraph and no run has looks of its own, so that one style changes all of its kind."""
    for written in letters.values():
        document = opened(LETTER_FORMATS[".docx"](written))
        for paragraph in document.paragraphs:
            assert paragraph.style.name != "Normal"
            own = paragraph._p.pPr
            kept = {qn("w:pStyle"), qn("w:numPr")}
            assert {child.tag for child in own} <= kept
            for run in paragraph.runs:
                look = run._r.rPr
                assert look is None or {child.tag for child in look} == {qn("w:rStyle")}


def test_the_language_is_set(make: Make) -> None:
    """Word checks the spelling of a British letter as British."""
    for form in ("en-GB", "en-US"):
        document = opened(LETTER_FORMATS[".docx"](make(form=form)))
        assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {
            form
        }
        assert document.core_properties.language == form


def test_nobody_is_named_in_the_properties(make: Make) -> None:
    """The properties name the letter and the day, and no person and no program."""
    for letterhead in (None, on_letterhead(header=NAME)):
        data = LETTERHEAD_FORMATS[".docx"](make(), letterhead)
        about = opened(data).core_properties
        assert about.title == "Notice of termination of the Services Agreement dated 1 March 2023"
        assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
        assert about.created.date().isoformat() == "2026-11-22"
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            core = file.read("docProps/core.xml").decode()
        assert "python" not in core


def test_the_same_letter_is_the_same_bytes(make: Make) -> None:
    """Nothing of the moment or of the machine is inside."""
    first, second = (LETTER_FORMATS[".docx"](make(story="l")) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {item.date_time for item in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_draft_has_its_word_across_every_page(make: Make) -> None:
    """The watermark is one that Word itself finds and takes out; a finished letter has none."""
    draft = opened(LETTER_FORMATS[".docx"](make(story="l")))
    marks = draft.sections[0].header._element.xpath(".//*[local-name()='shape']")
    assert [mark.get("id") for mark in marks] == ["PowerPlusWaterMarkObject1"]
    assert 'string="DRAFT"' in draft.sections[0].header._element.xml
    finished = opened(LETTER_FORMATS[".docx"](make()))
    assert "WaterMark" not in finished.sections[0].header._element.xml
    assert "DRAFT - DO NOT SEND" in draft.paragraphs[0].text


def test_a_letterhead_keeps_what_is_its_own(make: Make) -> None:
    """Margins, header, footer and styles stay; its text goes; the sender is not named twice."""
    data = LETTERHEAD_FORMATS[".docx"](
        make(), on_letterhead(header=NAME, footer="Seat: Exampleton")
    )
    document = opened(data)
    section = document.sections[0]
    assert section.header.paragraphs[0].text == NAME
    assert section.footer.paragraphs[0].text == "Seat: Exampleton"
    assert round(section.left_margin.cm, 1) == 4.0
    assert document.styles["Normal"].font.name == "Georgia"
    assert document.styles["Body Text"].font.italic
    found = texts(document)
    assert "Old text" not in found
    assert not any(p.style.name.startswith("Letterhead") for p in document.paragraphs)
    assert "Dear Ms Specimen," in found


IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def test_a_letter_loads_nothing_from_elsewhere(make: Make) -> None:
    """Templates and pictures that a letterhead names by their address are not in the letter."""
    document = opened(on_letterhead(header=NAME))
    document.part.relate_to("http://example.invalid/a.png", IMAGE, is_external=True)
    settings = document.part._settings_part
    kind = IMAGE.replace("image", "attachedTemplate")
    template = OxmlElement("w:attachedTemplate")
    number = settings.relate_to("file:///home/somebody/a.dotm", kind, is_external=True)
    template.set(qn("r:id"), number)
    settings.element.append(template)
    out = io.BytesIO()
    document.save(out)
    data = LETTERHEAD_FORMATS[".docx"](make(), out.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        text = b"".join(map(file.read, file.namelist()))
    assert b"example.invalid" not in text
    assert b"somebody" not in text
    assert b"attachedTemplate" not in text
    header = document.sections[0].header
    number = header.part.relate_to("http://example.invalid/a.png", IMAGE, is_external=True)
    header.paragraphs[0]._p.set(qn("r:link"), number)
    document.save(out := io.BytesIO())
    with pytest.raises(AdvisorError, match=r"shows http://example.invalid/a.png"):
        LETTERHEAD_FORMATS[".docx"](make(), out.getvalue())


def test_a_letterhead_without_words_leaves_the_sender_in(make: Make) -> None:
    """Paper and styles alone do not say who writes."""
    document = opened(LETTERHEAD_FORMATS[".docx"](make(), on_letterhead()))
    assert document.paragraphs[0].style.name == "Letterhead Right"


def test_every_header_of_a_draft_is_marked(make: Make) -> None:
    """A letterhead with another first page has the watermark on both."""
    head = on_letterhead(header=NAME, first="First page")
    section = opened(LETTERHEAD_FORMATS[".docx"](make(story="l"), head)).sections[0]
    for header in (section.header, section.first_page_header):
        assert "WaterMark" in header._element.xml


def broken(name: str) -> bytes:
    """Return a file that is no letterhead."""
    if name == "text":
        return b"Sample Studio"
    whole = on_letterhead(header=NAME)
    if name == "cut":
        return whole[: len(whole) // 2]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if name == "xml" and item.filename == "word/document.xml":
                data = data[:-30]
            if name == "bomb" and item.filename == "word/document.xml":
                data += b" " * (65 * 1024 * 1024)
            if name == "template" and item.filename == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", b"template.main+xml")
            if name == "header" and item.filename == "word/document.xml":
                data = re.sub(rb'(<w:headerReference[^>]*) r:id="[^"]*"', rb"\1", data)
            if name == "relation" and item.filename == "word/_rels/document.xml.rels":
                data = re.sub(rb' Type="[^"]*/numbering"', b"", data)
            new.writestr(item.filename, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


@pytest.mark.parametrize("name", ["text", "cut", "xml", "bomb", "template", "header", "relation"])
def test_what_is_no_letterhead_is_refused(make: Make, name: str) -> None:
    """A file that is damaged, too large or of another kind gets one sentence."""
    with pytest.raises(AdvisorError, match=r"^The letterhead is not a document of Word \(.docx\)"):
        LETTERHEAD_FORMATS[".docx"](make(), broken(name))


def test_of_several_sections_the_first_is_the_letterhead(make: Make) -> None:
    """A letterhead with other pages after its first keeps the header of the first."""
    document = docx.Document(io.BytesIO(on_letterhead(header=NAME)))
    other = document.add_section().header
    other.is_linked_to_previous = False
    other.paragraphs[0].text = "The following pages"
    written = io.BytesIO()
    document.save(written)
    found = opened(LETTERHEAD_FORMATS[".docx"](make(), written.getvalue()))
    assert [section.header.paragraphs[0].text for section in found.sections] == [NAME]


def test_a_long_letter_on_a_letterhead_is_set_tighter(make: Make) -> None:
    """Where the paper leaves little room, the space between paragraphs gives way."""

    def space(height: float) -> int:
        document = docx.Document(io.BytesIO(on_letterhead(header=NAME)))
        document.sections[0].page_height = docx.shared.Cm(height)
        written = io.BytesIO()
        document.save(written)
        found = opened(LETTERHEAD_FORMATS[".docx"](make(), written.getvalue()))
        return sum(item.paragraph_format.space_after or 0 for item in found.paragraphs) + sum(
            item.style.paragraph_format.space_after or 0 for item in found.paragraphs
        )

    spaces = [space(height) for height in (40, 38, 36)]
    assert spaces[0] > spaces[1] > spaces[2] > 0


@pytest.mark.parametrize(
    "name",
    ["A" * 400, "\ufffe\uffffX", "Smile \U0001f600 Ltd", "\u682a\u5f0f\u4f1a\u793e", "\u202eX"],
)
def test_any_name_can_be_written(make: Make, desk: Desk, name: str) -> None:
    """Long names, signs of any script and what is no sign at all break no document."""
    shown = name.strip("\ufffe\uffff\u202e")
    letter = opened(LETTER_FORMATS[".docx"](make({"client_name": name, "contract_title": name})))
    assert shown in texts(letter)
    case = desk.case({"client_name": name})
    data = CHECKLIST_FORMATS[".docx"](checklist(desk.library.phrases, desk.assessed(case)))
    assert opened(data).paragraphs[0].text == f"Checklist: {shown}"


def test_a_bare_letterhead_gets_what_it_lacks(make: Make) -> None:
    """A document without styles, lists or numbers of its own still shows the letter."""
    whole, made = on_letterhead(header=NAME), io.BytesIO()
    left_out = re.compile(r"numbering|styles|stylesWithEffects")
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if left_out.search(item.filename):
                continue
            if item.filename.endswith(("[Content_Types].xml", "document.xml.rels")):
                data = re.sub(rb"<(Override|Relationship) [^>]*(numbering|tyles)[^>]*/>", b"", data)
            new.writestr(item.filename, data)
    document = opened(LETTERHEAD_FORMATS[".docx"](make(), made.getvalue()))
    assert [p.text for p in document.paragraphs if p.style.name == "List Bullet"] == [
        "Press kit, by 11\u00a0December 2026",
        "Product pages for the spring range, by 18\u00a0December 2026",
        "GB00 TEST 0000 0000",
    ]


def test_the_checklist_has_boxes_to_tick(desk: Desk) -> None:
    """Each item has a box that a click ticks, its day and what is to be done."""
    case = desk.case({})
    found = checklist(desk.library.phrases, desk.assessed(case))
    document = opened(
        CHECKLIST_FORMATS[".docx"](checklist(desk.library.phrases, desk.assessed(case)))
    )
    items = [p for p in document.paragraphs if p.style.name == "Checklist Item"]
    said = [item for section in found.sections for item in section.items]
    assert len(items) == len(said)
    for paragraph, item in zip(items, said, strict=True):
        assert paragraph._p.xpath("./w:sdt//*[local-name()='checkbox']")
        assert paragraph.text == f"\t{item.date}: {item.row.title} ({item.who})"
    assert document.paragraphs[0].text == "Checklist: Example Works Ltd"


@pytest.fixture(scope="session")
def printed(
    letters: dict[str, Letter], make: Make, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Every document as LibreOffice prints it, in one run."""
    office, folder = program("soffice"), tmp_path_factory.mktemp("printed")
    program("pdfinfo")
    for name, written in letters.items():
        (folder / f"{name}.docx").write_bytes(LETTER_FORMATS[".docx"](written))
    head = on_letterhead(header=NAME)
    (folder / "letterhead.docx").write_bytes(LETTERHEAD_FORMATS[".docx"](make(), head))
    case = desk.case({})
    data = CHECKLIST_FORMATS[".docx"](checklist(desk.library.phrases, desk.assessed(case)))
    (folder / "checklist.docx").write_bytes(data)
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    files = sorted(folder.glob("*.docx"))
    ran(office, own, "--headless", "--convert-to", "pdf", "--outdir", folder, *files)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("complete-en-GB", 1),
        ("complete-en-US", 1),
        ("complete-es-ES", 1),
        ("complete-es-MX", 1),
        ("complete-fr-FR", 1),
        ("brief", 1),
        ("email", 1),
        ("not-advised", 2),
        ("unfinished", 2),
        ("draft", 2),
    ],
)
def test_a_letter_is_one_page(printed: Path, name: str, pages: int) -> None:
    """A letter is one page, and what it lacks is on a second one for the writer."""
    assert f"Pages:           {pages}\n" in ran("pdfinfo", printed / f"{name}.pdf")


@pytest.mark.slow
def test_the_office_reads_all_of_it(printed: Path, letters: dict[str, Letter]) -> None:
    """LibreOffice shows the text, the letterhead's header and the boxes."""
    page = ran("pdftotext", "-layout", printed / "complete-en-GB.pdf", "-").replace("\u00a0", " ")
    for part in letters["complete-en-GB"].recipient:
        assert part in page
    assert NAME in ran("pdftotext", printed / "letterhead.pdf", "-")
    assert "\u2610" in ran("pdftotext", printed / "checklist.pdf", "-")


def test_the_shipped_template_is_made_by_its_script() -> None:
    """The styles shipped are those of the table in the script beside the documentation."""
    path = ROOT / "docs" / "make_letter_docx.py"
    spec = importlib.util.spec_from_file_location("make_letter_docx", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    shipped, made = opened(TEMPLATE.read_bytes()), opened(script.made())
    assert shipped.styles.element.xml == made.styles.element.xml
    assert shipped.element.xml == made.element.xml


def test_a_letterhead_in_another_language_of_word(make: Make) -> None:
    """Styles are copied by name where Word gives them other identifiers."""
    document = docx.Document(io.BytesIO(on_letterhead(header=NAME)))
    document.styles["Normal"].element.styleId = "Standard"
    document.styles["Heading 2"].element.styleId = "Letterhead"
    written = io.BytesIO()
    document.save(written)
    found = opened(LETTERHEAD_FORMATS[".docx"](make(story="e"), written.getvalue()))
    styles = {style.name: style for style in found.styles}
    assert styles["Letterhead"].base_style.name == "Normal"
    assert styles["Letterhead Right"].base_style.name == "Letterhead"
    assert styles["For the Writer"].base_style.name == "Heading 2"
    identifiers = [style.style_id for style in found.styles]
    assert len(identifiers) == len(set(identifiers))
