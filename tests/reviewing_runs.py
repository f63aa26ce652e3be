"""Run folders for the tests of the review: small tables written by hand, so that a rerun can say something else."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.assembling.columns import COLUMNS

Row = dict[str, str]
DOC = "00000000000000aa"
EVIDENCE = "维奈克拉是一种BCL-2抑制剂，TP53突变患者对其耐药。"


def known(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()


def sentence(text: str = EVIDENCE, start: int = 0, doc_id: str = DOC, **more: str) -> Row:
    return {
        "sentence_id": known(doc_id, str(start), text), "doc_id": doc_id, "section": "机制", "kind": "body",
        "language": "zh", "start": str(start), "end": str(start + len(text)), "text": text,
    } | more  # fmt: skip


def target(
    subject: str = "venetoclax", predicate: str = "inhibits", object: str = "BCL2", start: int = 0,
    doc_id: str = DOC, evidence: str = EVIDENCE, **more: str,
) -> Row:  # fmt: skip
    return {
        "claim_id": known(doc_id, "drug_target", subject, predicate, object, str(start)), "doc_id": doc_id,
        "subject_id": f"local:drug.{subject}", "subject": subject, "subject_type": "DRUG", "predicate": predicate,
        "object_id": f"local:gene.{object}", "object": object, "object_type": "GENE", "polarity": "affirmed",
        "certainty": "asserted", "setting": "unstated", "citations": "", "dois": "", "confidence": "0.85",
        "extractor": "rules 0.1.0", "subject_start": str(start), "subject_end": str(start + 4),
        "object_start": str(start + 7), "object_end": str(start + 12), "evidence": evidence, "mechanism": "verb",
    } | more  # fmt: skip


def figure(
    value: str = "59%", arm: str = "ibrutinib", start: int = 0, doc_id: str = DOC, evidence: str = EVIDENCE, **more: str
) -> Row:
    return {
        "claim_id": known(doc_id, "trial_metric", value, arm, str(start)), "doc_id": doc_id, "trial": "RESONATE-2",
        "trial_id": "clinicaltrials:NCT01722487", "arm": arm, "arm_id": f"local:drug.{arm}", "role": "experimental",
        "metric": "PFS", "statistic": "rate", "value": value, "polarity": "affirmed", "certainty": "asserted",
        "setting": "clinical", "confidence": "0.7", "extractor": "rules 0.1.0", "metric_start": str(start),
        "metric_end": str(start + 3), "value_start": str(start + 5), "value_end": str(start + 8),
        "evidence": evidence, "mechanism": "row", "comparison_id": "c1",
    } | more  # fmt: skip


@dataclass
class Run:
    """Tables to write; sentences are made for the evidences that have none."""

    drug_target: list[Row] = field(default_factory=list)
    mutation_response: list[Row] = field(default_factory=list)
    trial_metric: list[Row] = field(default_factory=list)
    sentences: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    concepts: list[Row] = field(default_factory=list)
    citations: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)

    @property
    def claims(self) -> list[Row]:
        return [*self.drug_target, *self.mutation_response, *self.trial_metric]

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        self._fill()
        for table, columns in COLUMNS.items():
            _write(folder / f"{table}.csv", columns, getattr(self, table, []))
        (folder / "run.json").write_text('{"extractor": {"name": "rules", "version": "0.1.0"}}', encoding="utf-8")
        return folder

    def _fill(self) -> None:
        held = {(row["doc_id"], row["text"]): row["sentence_id"] for row in self.sentences}
        for row in self.claims:
            place = (row["doc_id"], row["evidence"])
            if place not in held:
                made = sentence(row["evidence"], doc_id=row["doc_id"])
                self.sentences.append(made)
                held[place] = made["sentence_id"]
            row.setdefault("sentence_id", held[place])
        papers = {row["doc_id"] for row in self.documents}
        for doc_id in dict.fromkeys(row["doc_id"] for row in self.claims):
            if doc_id not in papers:
                self.documents.append({
                    "doc_id": doc_id, "path": f"{doc_id[-2:]}.md", "title_zh": "一篇综述", "title_en": "A review",
                    "status": "ok", "language": "zh", "sha256": doc_id * 4,
                })  # fmt: skip


def _write(path: Path, columns: Mapping[str, object], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(columns), restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
