"""Makes `corpora/formats` and `corpora/troubles`: the demonstration papers as JATS, HTML, DOCX and PDF, from their one source.

Run it in this folder's parent with the test extra installed: `python corpora/make_formats.py`. Nothing of litmine is
used, so that what litmine reads was not written by what reads it.
"""

from __future__ import annotations

import html
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

CORPORA = Path(__file__).resolve().parent
SOURCES = ("btk_cll.md", "tki_cml.txt")
_HEADING = re.compile(r"(?:#{3,4} )?(\d(?:\.\d)?)\.? (\S.{0,60})$")
_SCRIPT = re.compile(r"<(sup|sub)>(.*?)</\1>|\^(\[[\d,-]+\])\^")
_BRACKET = re.compile(r"\[(\d{1,2})(?:([-,])(\d{1,2}))?\]")
_LABELS = {
    "摘要": "abstract",
    "Abstract": "abstract",
    "关键词": "keywords",
    "Keywords": "keywords",
    "Key words": "keywords",
}


@dataclass(frozen=True)
class Part:
    """One line or table of a paper: what it is, its text, its level or its rows."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def read_source(path: Path) -> list[Part]:
    """The parts of a demonstration paper, which is Markdown or plain text in the layout that our two have."""
    lines = [line.replace("\\*", "*") for line in path.read_text(encoding="utf-8").split("\n")]
    parts: list[Part] = []
    rows: list[tuple[str, ...]] = []
    waiting = ""
    for line in [*lines, ""]:
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else line.split("\t")
        if len(cells) > 2:
            if not re.fullmatch(r"[-|]+", line):
                rows.append(tuple(cells))
            continue
        if rows:
            parts.append(Part("table", rows=tuple(rows)))
            rows = []
        if not line.strip():
            continue
        part = _part(line.strip(), parts, waiting)
        waiting = part.text if part.kind == "label" else ""
        if part.kind != "label":
            parts.append(part)
    return parts


def _part(line: str, parts: list[Part], waiting: str) -> Part:
    kinds = [part.kind for part in parts]
    name = _LABELS.get(re.sub(r"\s", "", line), "") or _LABELS.get(line, "")
    if waiting:
        return Part(_LABELS[waiting], line)
    if name:
        return Part("label", re.sub(r"\s", "", line))
    if "参考文献" in line and len(line) < 12:
        return Part("references", "参考文献")
    if "references" in kinds:
        return Part("reference", line)
    if found := re.match(r"\*\*\[?([^\]*]+)\]?\*\* (.+)", line):
        kind, text = _LABELS.get(found.group(1), "front"), re.sub(r"\*\*", "", found.group(2))
        return Part(kind, text if kind != "front" else f"{found.group(1)} {text}")
    if found := _HEADING.match(line):
        return Part("heading", f"{found.group(1)} {found.group(2)}", 1 + found.group(1).count("."))
    if "heading" not in kinds:
        english = not re.search("[一-鿿]", line)
        titled = sum(part.kind == "title" for part in parts)
        is_title = not titled or (english and titled == 1 and "abstract" in kinds)
        return Part("title" if is_title else "front", line.lstrip("# ").rstrip("*"))
    if line.startswith(("**表", "表1.")):
        return Part("caption", line.strip("*"))
    return Part("note" if line.startswith("注") else "paragraph", re.sub(r"\*\*", "", line))


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of a line with their script: "", `sup` or `sub`."""
    done = 0
    for found in _SCRIPT.finditer(text):
        if found.start() > done:
            yield text[done : found.start()], ""
        yield found.group(2) or found.group(3), found.group(1) or "sup"
        done = found.end()
    if text[done:]:
        yield text[done:], ""


# JATS


def jats(parts: list[Part]) -> str:
    """The paper as JATS."""
    titles = [part.text for part in parts if part.kind == "title"]
    abstracts = [part.text for part in parts if part.kind == "abstract"]
    entries = [part.text for part in parts if part.kind == "reference"]
    front = (
        f"<journal-meta><journal-title-group><journal-title>示例语料</journal-title></journal-title-group></journal-meta>"
        f'<article-meta><title-group><article-title>{_jats(titles[0])}</article-title><trans-title-group xml:lang="en">'
        f"<trans-title>{_jats(titles[1])}</trans-title></trans-title-group></title-group>"
        f'<pub-date pub-type="ppub"><year>2026</year></pub-date>'
        f"<abstract><title>摘要</title><p>{_jats(abstracts[0])}</p></abstract>"
        f'<trans-abstract xml:lang="en"><title>Abstract</title><p>{_jats(abstracts[1])}</p></trans-abstract></article-meta>'
    )
    refs = "".join(_jats_reference(entry) for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing '
        'DTD v1.2 20190208//EN" "JATS-journalpublishing1.dtd">\n'
        '<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="review-article" xml:lang="zh">'
        f"<front>{front}</front><body>{_jats_body(parts)}</body>"
        f"<back><ref-list><title>参考文献</title>{refs}</ref-list></back></article>\n"
    )


def _jats_reference(entry: str) -> str:
    number, text = re.match(r"\[(\d+)\]\s*(.*)", entry).groups()  # type: ignore[union-attr]
    text = re.sub(
        r"(?:https://doi\.org/|DOI:)(10\.\S+?)\.?$",
        lambda found: f'<pub-id pub-id-type="doi">{found.group(1)}</pub-id>',
        escape(text),
    )
    return f'<ref id="R{number}"><label>[{number}]</label><mixed-citation>{text}</mixed-citation></ref>'


def _jats(text: str) -> str:
    return "".join(f"<{tag}>{_cited(piece)}</{tag}>" if tag else _cited(piece) for piece, tag in pieces(text))


def _cited(text: str) -> str:
    def linked(number: str) -> str:
        return f'<xref ref-type="bibr" rid="R{number}">{number}</xref>'

    return _BRACKET.sub(
        lambda m: f"[{linked(m.group(1))}{(m.group(2) + linked(m.group(3))) if m.group(3) else ''}]", escape(text)
    )


def _jats_body(parts: list[Part]) -> str:
    out: list[str] = []
    depth = 0
    for part in parts:
        if part.kind == "heading":
            out.append("</sec>" * (depth - part.level + 1))
            label, _, title = part.text.partition(" ")
            out.append(f"<sec><label>{label}</label><title>{_jats(title)}</title>")
            depth = part.level
        elif part.kind == "paragraph":
            out.append(f"<p>{_jats(part.text)}</p>")
        elif part.kind == "caption":
            label, _, title = part.text.partition(" ")
            out.append(f"<table-wrap><label>{label}</label><caption><title>{_jats(title)}</title></caption>")
        elif part.kind == "table":
            rows = ["".join(f"<td>{_jats(cell)}</td>" for cell in row) for row in part.rows]
            body = "".join(f"<tr>{row}</tr>" for row in rows[1:])
            out.append(f"<table><thead><tr>{rows[0]}</tr></thead><tbody>{body}</tbody></table>")
        elif part.kind == "note":
            out.append(f"<table-wrap-foot><fn><p>{_jats(part.text)}</p></fn></table-wrap-foot></table-wrap>")
    return "".join(out) + "</sec>" * depth


# HTML


def page(parts: list[Part], style: str = "") -> str:
    """The paper as a web page."""
    out = []
    names = {"abstract": ["摘要", "Abstract"], "keywords": ["关键词", "Key words"]}
    for part in parts:
        text = _html(part.text)
        if part.kind in names:
            out.append(f"<p><b>{names[part.kind].pop(0)}</b> {text}</p>")
        elif part.kind == "table":
            rows = ["".join(f"<td>{_html(cell)}</td>" for cell in row) for row in part.rows]
            body = "".join(f"<tr>{row}</tr>" for row in rows[1:])
            out.append(f"<table><thead><tr>{rows[0].replace('td>', 'th>')}</tr></thead><tbody>{body}</tbody></table>")
        else:
            tags = {"title": "h1", "heading": f"h{part.level + 1}", "references": "h2"}
            tag = tags.get(part.kind, "p")
            out.append(f'<{tag} class="{part.kind}">{text}</{tag}>')
    return f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><style>{style}</style></head><body>{"".join(out)}</body></html>\n'


def _html(text: str) -> str:
    return "".join(f"<{tag}>{html.escape(piece)}</{tag}>" if tag else html.escape(piece) for piece, tag in pieces(text))


# DOCX


def docx(parts: list[Part]) -> bytes:
    """The paper as a Word document, with the date of its making taken out, so that it is the same every time."""
    from docx import Document

    document = Document()
    names = {"abstract": ["摘要", "Abstract"], "keywords": ["关键词", "Key words"]}
    for part in parts:
        if part.kind == "title":
            _runs(document.add_paragraph(style="Title"), part.text)
        elif part.kind in ("heading", "references"):
            _runs(document.add_paragraph(style=f"Heading {max(part.level, 1)}"), part.text)
        elif part.kind in names:
            paragraph = document.add_paragraph()
            paragraph.add_run(names[part.kind].pop(0)).bold = True
            _runs(paragraph, " " + part.text)
        elif part.kind == "table":
            table = document.add_table(0, len(part.rows[0]), style="Table Grid")
            for row in part.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    _runs(cell.paragraphs[0], text)
        else:
            _runs(document.add_paragraph(), part.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return _undated(buffer.getvalue())


def _runs(paragraph: object, text: str) -> None:
    for piece, tag in pieces(text):
        run = paragraph.add_run(piece)  # type: ignore[attr-defined]
        run.font.superscript = tag == "sup" or None
        run.font.subscript = tag == "sub" or None


def _undated(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not entry.filename.startswith("docProps/thumbnail"):
                new.writestr(
                    zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0)), old.read(entry), zipfile.ZIP_DEFLATED
                )
    return buffer.getvalue()


# PDF


def pdf(parts: list[Part], columns: int = 1, head: str = "示例语料  2026", font: str = "STSong-Light") -> bytes:
    """The paper as a PDF with a running head and page numbers, in one column or two; Chinese by a CID font."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        FrameBreak,
        NextPageTemplate,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
    )  # fmt: skip

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    size = 9 if columns == 2 else 10.5
    body = ParagraphStyle(
        "body", fontName=font, fontSize=size, leading=size * 1.6, wordWrap="CJK", firstLineIndent=2 * size,
        alignment=TA_JUSTIFY,
    )  # fmt: skip
    flat = ParagraphStyle("flat", parent=body, firstLineIndent=0)
    titled = ParagraphStyle("title", parent=flat, fontSize=16, leading=24, alignment=TA_CENTER)
    middle = ParagraphStyle("middle", parent=flat, alignment=TA_CENTER)
    headed = ParagraphStyle("headed", parent=flat, fontSize=size + 2.5, leading=(size + 2.5) * 1.6, spaceBefore=6)
    small = ParagraphStyle("small", parent=flat, fontSize=size - 1.5, leading=(size - 1.5) * 1.4)
    styles = {
        "title": titled,
        "front": middle,
        "heading": headed,
        "references": headed,
        "caption": middle,
        "note": small,
    }
    styles |= {"reference": small, "abstract": flat, "keywords": flat}
    names = {"abstract": ["[摘要]", "Abstract"], "keywords": ["[关键词]", "Key words"]}
    width, height = A4
    inner, gutter, margin = width - 40 * mm, 8 * mm, 20 * mm
    story: list[object] = [NextPageTemplate("later")]
    broken = False
    for part in parts:
        if columns == 2 and part.kind == "heading" and not broken:
            story.append(FrameBreak())
            broken = True
        if part.kind == "table":
            story += [_pdf_table(part, small, inner if columns == 1 else (inner - gutter) / 2, Table, Paragraph)]
        else:
            label = names[part.kind].pop(0) + " " if part.kind in names else ""
            story.append(Paragraph(label + _pdf_text(part.text), styles.get(part.kind, body)))
        story.append(Spacer(1, 3))
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=1, title="demo")
    tall, below = height - 45 * mm, 20 * mm

    def furniture(canvas: object, made: object) -> None:
        canvas.setFont(font, 8)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, height - 14 * mm, head)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, 10 * mm, f"- {made.page} -")  # type: ignore[attr-defined]
        canvas.line(margin, height - 16 * mm, width - margin, height - 16 * mm)  # type: ignore[attr-defined]

    if columns == 1:
        frames = first = [Frame(margin, below, inner, tall)]
    else:
        half = (inner - gutter) / 2
        top = 0.62 * tall
        frames = [Frame(margin, below, half, tall), Frame(margin + half + gutter, below, half, tall)]
        first = [
            Frame(margin, below + tall - top, inner, top), Frame(margin, below, half, tall - top),
            Frame(margin + half + gutter, below, half, tall - top),
        ]  # fmt: skip
    document.addPageTemplates([PageTemplate("first", first, furniture), PageTemplate("later", frames, furniture)])
    document.build(story)
    return buffer.getvalue()


def _pdf_cell(text: str, width: float, style: object) -> str:
    """The cell's text with its line breaks, none inside a number or a Latin word."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines = [""]
    for token in re.findall(r"[!-~]+ ?|.", text):
        room = stringWidth(lines[-1] + token.rstrip(), style.fontName, style.fontSize)  # type: ignore[attr-defined]
        if lines[-1] and room > width:
            lines.append("")
        lines[-1] += token
    return "<br/>".join(_pdf_text(line.strip()) for line in lines)


def _room(text: str) -> float:
    """How wide a cell should be: its longest unbroken token, and something for the rest."""
    han = sum(one > "\u2e80" for one in text)
    return max(8, *(1.35 * len(token) for token in re.findall(r"[!-~]+", text)), 0) + 0.2 * (len(text) + han)


def _pdf_table(part: Part, style: object, width: float, table: type, paragraph: type) -> object:
    from reportlab.lib import colors

    longest = [max(_room(row[column]) for row in part.rows) for column in range(len(part.rows[0]))]
    widths = [width * one / sum(longest) for one in longest]
    cells = [
        [paragraph(_pdf_cell(cell, room - 12, style), style) for cell, room in zip(row, widths, strict=True)]
        for row in part.rows
    ]
    lines = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black)]
    lines += [("LINEBELOW", (0, -1), (-1, -1), 1, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return table(cells, colWidths=widths, style=lines, repeatRows=1)


def _pdf_text(text: str) -> str:
    tags = {"sup": "super", "sub": "sub"}
    return "".join(f"<{tags[tag]}>{escape(one)}</{tags[tag]}>" if tag else escape(one) for one, tag in pieces(text))


def main() -> int:
    """Writes the demonstration papers in every format."""
    out = CORPORA / "formats"
    out.mkdir(exist_ok=True)
    for name in SOURCES:
        parts = read_source(CORPORA / "demo" / name)
        stem = Path(name).stem
        (out / f"{stem}.xml").write_text(jats(parts), encoding="utf-8", newline="\n")
        (out / f"{stem}.html").write_text(page(parts), encoding="utf-8", newline="\n")
        (out / f"{stem}.docx").write_bytes(docx(parts))
        (out / f"{stem}.pdf").write_bytes(pdf(parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
