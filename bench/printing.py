"""How many of a paper's claims come out of PDFs that other programs print of it.

    python -m bench.printing

The demonstration papers are printed by Chromium (one column, and two by CSS), by WeasyPrint (two columns, hyphenated,
justified) and by ReportLab (two columns); what a program is missing for is left out and said. For each print: the
share of the text's claims (relation, names, values, fields, citations) that it yields, and those that it does not.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline import extractor, reading
from pipeline.assembling.rows import mention_name

CORPORA = Path(__file__).resolve().parents[1] / "corpora"
sys.path.insert(0, str(CORPORA))

import make_formats  # noqa: E402

_ONE = (
    'body{font-family:"Noto Serif CJK SC",serif;font-size:11pt;line-height:1.6}@page{size:A4;margin:2cm}'
    "table{border-collapse:collapse;font-size:9pt}td,th{border:1px solid #000}h1{font-size:16pt}h2{font-size:13pt}"
    "h3{font-size:12pt}p.paragraph{text-indent:2em;text-align:justify}"
)
_TWO = (
    '@page{size:A4;margin:20mm 16mm;@top-center{content:"Example J Hematol 2026";font-size:8pt}'
    "@bottom-center{content:counter(page);font-size:8pt}}body{column-count:2;column-gap:8mm;font-size:9.5pt;"
    'line-height:1.5;font-family:"Noto Serif CJK SC",serif}h1{font-size:15pt;text-align:center}h2{font-size:11.5pt}'
    "h3{font-size:10.5pt}p{margin:0;text-align:justify;hyphens:auto}p.paragraph{text-indent:2em}table{font-size:6.5pt;"
    "border-collapse:collapse;border-top:1pt solid #000;border-bottom:1pt solid #000;width:100%;break-inside:avoid}"
    "thead th{border-bottom:.5pt solid #000}td,th{padding:1pt 2pt;text-align:left}"
)

Parts = list[make_formats.Part]
Printer = Callable[[Parts, Path], None]


class MissingProgramError(RuntimeError):
    """The program that prints is not installed."""


def chromium(style: str) -> Printer:
    """Chromium's own printing, without its head and foot lines."""

    def print_page(parts: Parts, target: Path) -> None:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if program is None:
            raise MissingProgramError("no Chromium")
        page = target.with_suffix(".html")
        page.write_text(make_formats.page(parts, style), encoding="utf-8")
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    return print_page


def weasyprint(parts: Parts, target: Path) -> None:
    """WeasyPrint, with CSS for a journal of two columns."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        raise MissingProgramError(f"no WeasyPrint ({error})") from error
    HTML(string=make_formats.page(parts, _TWO)).write_pdf(target)


def reportlab(parts: Parts, target: Path) -> None:
    """ReportLab, two columns."""
    target.write_bytes(make_formats.pdf(parts, columns=2))


PRINTERS: dict[str, Printer] = {
    "Chromium, one column": chromium(_ONE),
    "Chromium, two columns": chromium(_TWO),
    "WeasyPrint, two columns": weasyprint,
    "ReportLab, two columns": reportlab,
}


def claims(path: Path) -> Counter[tuple[object, ...]]:
    """What the claims of a paper say, without their places."""
    told: Counter[tuple[object, ...]] = Counter()
    for claim in extractor.load("rules")(reading.read(path)):
        fields = {name: value for name, value in claim.fields.items() if value and not name.endswith("_id")}
        names = (mention_name(claim.subject), claim.predicate, mention_name(claim.object) if claim.object else "none")
        told[claim.relation, *names, tuple(sorted(fields.items())), claim.qualifiers.citations] += 1
    return told


def measured(source: str, name: str, folder: Path) -> Iterator[str]:
    """Lines for one paper and one printer: the share, and the claims that did not come out."""
    expected = claims(CORPORA / "demo" / source)
    target = folder / f"{Path(source).stem}_{name.replace(' ', '_').replace(',', '')}.pdf"
    try:
        PRINTERS[name](make_formats.read_source(CORPORA / "demo" / source), target)
    except MissingProgramError as error:
        yield f"{source:12} {name:24} not measured: {error}"
        return
    found = claims(target)
    share = sum((expected & found).values()) / sum(expected.values())
    yield f"{source:12} {name:24} {share:.3f} of {sum(expected.values())} claims; {sum(found.values())} found"
    for one in expected - found:
        yield f"    missing: {one}"


def main() -> int:
    """Prints the papers with every program, and what comes out."""
    with tempfile.TemporaryDirectory() as folder:
        for source in make_formats.SOURCES:
            for name in PRINTERS:
                print("\n".join(measured(source, name, Path(folder))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
