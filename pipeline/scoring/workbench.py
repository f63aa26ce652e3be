"""The steps of making gold on files: compile working lists, list differences, build the adjudicated files.

Thin: it reads and writes files and calls the modules that do the work; the command `litmine gold` calls it.

>>> text_of("000", ["000_ab.txt", "001_cd.txt"])
'000_ab.txt'
>>> text_of("aml_news", ["aml_news.md", "aml_news_2.md"])
'aml_news.md'
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import lexicon
from pipeline.scoring import adjudication, brat, inline, texts
from pipeline.scoring.annotation import WORDS, Annotation, Mark, Statement, collected
from pipeline.scoring.compiling import Problem, compiled_from
from pipeline.scoring.gold import SIDES, GoldError, GoldSet, Half, Side, read
from pipeline.scoring.naming import Names
from pipeline.scoring.passages import sentence_at
from pipeline.scoring.rows import to_rows, write_tables


@dataclass(frozen=True, slots=True)
class Compiled:
    """One working list, compiled: the annotation, where it was written, and what could not be placed."""

    source: Path
    target: Path
    annotation: Annotation
    problems: tuple[Problem, ...]

    def line(self) -> str:
        """What was made of it, and its problems, for people."""
        made = f"{len(self.annotation.mentions)} mentions, {len(self.annotation.statements)} claims"
        told = [f"{self.source}:{p.line}: {'' if p.severe else 'doubt: '}{p.message}" for p in self.problems]
        return "\n".join([f"{self.target}: {made}", *told])


_MENTION = re.compile(r"\d+-\d+-[A-Z_]+")
"""The id of a mention, as `adjudication.mention_id` makes it."""


def text_of(stem: str, names: Iterable[str]) -> str:
    """The text that a working list is of: by the stem of its name, or by the name's first part (`000` of `000_…`).

    Raises:
        GoldError: No text, or more than one, goes by that name.
    """
    every = list(names)
    for found in ([n for n in every if Path(n).stem == stem], [n for n in every if n.startswith(f"{stem}_")]):
        if len(found) == 1:
            return found[0]
    raise GoldError(f"no one text goes with {stem!r}; there are {', '.join(sorted(every)) or 'none'}")


def compile_lists(lists: Sequence[Path], folder: Path, target: Path) -> list[Compiled]:
    """Compiles working lists (`NAME.jsonl`, and mentions of their own in `NAME.mentions.jsonl`) to `.ann` files.

    Args:
        lists: The files; those of mentions are found beside them.
        folder: Where the texts are.
        target: Where the `.ann` files go.
    """
    names = Names(lexicon.load())
    known = [path.name for path in folder.iterdir() if path.suffix in (".txt", ".md")]
    done = []
    for source in sorted(path for path in lists if not path.name.endswith(".mentions.jsonl")):
        path = folder / text_of(source.stem, known)
        lines = _lines(source) + _lines(source.with_suffix(".mentions.jsonl"))
        annotation, problems = compiled_from(lines, texts.read(path), path.name, texts.digest(path.read_bytes()), names)
        out = target / f"{path.stem}.ann"
        write(out, annotation)
        done.append(Compiled(source, out, annotation, tuple(problems)))
    return done


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def sentences_to_mark(path: Path, every: int) -> list[str]:
    """Lines for an annotator to mark mentions in: every so-manieth sentence of a text with its span."""
    text = texts.read(path)
    spans = inline.sampled(text, every)
    return [json.dumps({"span": span, "marked": text[slice(*span)]}, ensure_ascii=False) for span in spans]


def write(path: Path, annotation: Annotation) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(brat.dumps(annotation).encode("utf-8"))


def renamed(names: Names, text: str, mark: Mark) -> Mark:
    """The mark with the words of its span and the concept id of its name."""
    return replace(mark, text=text[mark.start : mark.end], concept_id=names.concept_id(mark.type, mark.name))


def differences(half: Half, document: str) -> tuple[list[adjudication.Difference], str]:
    """The differences of A and B on one text, and the text."""
    one, other = _both(half, document)
    return adjudication.differences(one, other), half.text(one)


def _both(half: Half, document: str) -> tuple[Annotation, Annotation]:
    stem = Path(document).stem
    return read(half.folder("annotator_a") / f"{stem}.ann"), read(half.folder("annotator_b") / f"{stem}.ann")


def build(half: Half, document: str, decisions: Sequence[str], more: Sequence[str] = ()) -> adjudication.Built:
    """Builds and writes the adjudicated annotation of one text.

    Args:
        half: The half that it belongs to.
        document: Name of the text.
        decisions: Lines of decisions on claims and mentions: `id` as `gold differences` prints it, `take`: A, B or none.
        more: Lines of a working list with claims and mentions that neither annotator has.
    """
    one, other = _both(half, document)
    text, names = half.text(one), Names(lexicon.load())
    added, problems = compiled_from(more, text, one.document, one.sha256, names)
    if problems := [problem for problem in problems if problem.severe]:
        raise GoldError(f"{document}: line {problems[0].line} of the additions: {problems[0].message}")
    rows = [json.loads(line) for line in decisions if line.strip()]
    kept = {row["id"]: row["take"] for row in rows if _MENTION.fullmatch(str(row.get("id")))}
    found = adjudication.built(
        one,
        other,
        adjudication.decisions_from(json.dumps(row) for row in rows if row.get("id") not in kept),
        lambda mark: renamed(names, text, mark),
        _told_as_new(added.statements),
        kept,
    )
    write(half.folder("gold") / f"{Path(document).stem}.ann", found.annotation)
    return found


def _told_as_new(statements: Iterable[Statement]) -> list[Statement]:
    return [replace(statement, origin="new") for statement in statements]


def build_from(half: Half, name: str, decisions: Path, more: Path | None) -> adjudication.Built:
    """As `build`, from files; the decisions may be none where the annotators do not differ."""
    return build(half, _document(half, name), _lines(decisions), _lines(more) if more else ())


def _document(half: Half, name: str) -> str:
    """The text that a name or its first part stands for, of those that both annotated."""
    known = {Path(a.document).stem: a.document for a in half.annotations("annotator_a")}
    return known[Path(text_of(Path(name).stem, [f"{stem}.ann" for stem in known])).stem]


def listed(half: Half, name: str, as_markdown: bool, every: bool) -> str:
    """The differences of A and B on one text, claims first, then mentions that only one has."""
    document = _document(half, name)
    found, text = differences(half, document)
    items = adjudication.listed(found, text, document, every)
    items += adjudication.listed_mentions(*_both(half, document), text)
    if as_markdown:
        return adjudication.markdown(items)
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def told(built: adjudication.Built) -> str:
    """What was built, and what still wants a decision."""
    made = f"{built.annotation.document}: {len(built.annotation.statements)} claims"
    open_ones = [f"no decision: {item.id} {adjudication.claim_line(item.known)}" for item in built.undecided]
    idle = [f"decision {known} meets no difference" for known in built.idle]
    waiting = len(built.open_mentions)
    marks = [f"{waiting} mentions of one annotator only have no decision and are left out"] if waiting else []
    return "\n".join([made, *open_ones, *idle, *marks]) + "\n"


def refresh(held: GoldSet) -> list[str]:
    """Brings names and concept ids of every file to the lexicon as it is now; returns the files that changed."""
    names, changed = Names(lexicon.load()), []
    for half in held.halves:
        for path in sorted(path for side in SIDES for path in half.folder(side).glob("*.ann")):
            before = path.read_bytes()
            write(path, _refreshed(read(path), names))
            if path.read_bytes() != before:
                changed.append(str(path))
    return changed


def _refreshed(annotation: Annotation, names: Names) -> Annotation:
    def mark(old: Mark) -> Mark:
        if old.type in (WORDS, "VALUE"):
            return old
        name = names.canonical(old.type if old.type != "ADVERSE_EVENT" else "METRIC", old.name, old.text)
        return replace(old, name=name, concept_id=names.concept_id(old.type, name))

    def statement(old: Statement) -> Statement:
        subject, target = (mark(end) if end else None for end in (old.subject, old.object))
        fields = dict(old.fields)
        if old.relation == "trial_metric":
            fields |= {"metric": names.metric(fields["metric"]), "arm": names.arm(fields["arm"])}
        elif fields.get("disease"):
            fields["disease"] = names.canonical("DISEASE", fields["disease"])
        return replace(old, subject=subject, object=target, fields=fields)

    statements = tuple(map(statement, annotation.statements))
    return replace(annotation, mentions=collected(map(mark, annotation.mentions), statements), statements=statements)


def sample(held: GoldSet, size: int, seed: int) -> list[dict[str, str]]:
    """Claims of the adjudicated set drawn by seed, with their sentences, for someone who reads them again."""
    every = [(half, a, s) for half, a in held.of("gold") for s in a.statements]
    drawn = random.Random(seed).sample(every, min(size, len(every)))
    return [_sampled(*item) for item in sorted(drawn, key=lambda item: (item[1].document, item[2].position))]


def _sampled(half: Half, annotation: Annotation, statement: Statement) -> dict[str, str]:
    text = half.text(annotation)
    start, end = sentence_at(text, statement.position)
    told = {"document": annotation.document, "sentence": text[start:end]}
    return told | {"relation": statement.relation, "claim": adjudication.claim_line(statement)}


def export(half: Half, side: str, target: Path, as_tables: bool) -> int:
    """Writes one side's annotations with their texts for brat, or as tables.

    brat wants `NAME.txt` beside `NAME.ann`, and `annotation.conf` in the folder.

    Raises:
        GoldError: There is no such side.
    """
    known: dict[str, Side] = {name: name for name in SIDES}
    if side not in known:
        raise GoldError(f"{side!r} is no side; there are {', '.join(SIDES)}")
    annotations = half.annotations(known[side])
    if as_tables:
        write_tables(target, (to_rows(annotation, half.text(annotation)) for annotation in annotations))
        return len(annotations)
    target.mkdir(parents=True, exist_ok=True)
    (target / "annotation.conf").write_text(brat.configuration(), encoding="utf-8")
    for annotation in annotations:
        source = texts.find(annotation.document, annotation.sha256, [half.texts])
        (target / f"{source.stem}.txt").write_bytes(source.read_bytes())
        write(target / f"{source.stem}.ann", annotation)
    return len(annotations)
