"""A run folder of any size with made-up claims over the vocabulary's names, to measure and wear the review with.

    python -m bench.claims FOLDER --claims 100000

The same size and seed give the same tables. What the claims state is drawn by lot and means nothing.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from pathlib import Path

from pipeline import lexicon
from pipeline.assembling.columns import COLUMNS
from pipeline.lexicon import Entry

Row = dict[str, object]
_PER_PAPER = 250
_PREDICATES = ("inhibits", "activates", "targets", "binds", "degrades")
_RESPONSES = ("resistance", "sensitivity", "no_effect", "worse_prognosis")


def _known(*parts: object) -> str:
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=10).hexdigest()


def _entries(kind: str) -> list[Entry]:
    return [entry for entry in lexicon.load().entries if entry.concept.type == kind and entry.concept.name_zh]


def write(folder: Path, size: int, seed: int = 1) -> Path:
    """Writes the folder; some claims repeat, some contradict each other, some are from tables.

    Args:
        folder: Made where it does not exist.
        size: Number of claims.
        seed: Of the lot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = _Tables(random.Random(seed))
    for number in range(size):
        made.claim(number)
    for table, columns in COLUMNS.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(columns), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(made.rows.get(table, ()))
    (folder / "run.json").write_text('{"extractor": {"name": "lot", "version": "1"}}\n', encoding="utf-8")
    return folder


class _Tables:
    def __init__(self, lot: random.Random) -> None:
        self.lot = lot
        self.rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self.drugs, self.genes, self.diseases = (_entries(kind)[:400] for kind in ("DRUG", "GENE", "DISEASE"))
        self.rows["concepts"] = [
            {"concept_id": one.concept.concept_id, "type": one.concept.type, "name": one.concept.name,
             "name_zh": one.concept.name_zh}
            for one in (*self.drugs, *self.genes, *self.diseases)
        ]  # fmt: skip

    def claim(self, number: int) -> None:
        doc_id = f"{number // _PER_PAPER:016x}"
        if number % _PER_PAPER == 0:
            self._paper(doc_id, number)
        drug, gene = self.lot.choice(self.drugs), self.lot.choice(self.genes)
        start = 200 * (number % _PER_PAPER)
        drug_zh, gene_name = drug.concept.name_zh, gene.concept.name
        text = f"第{number}句：在复发或难治患者中，{drug_zh}通过{gene_name}发挥作用，其疗效与既往报道一致，但样本量有限[1]。"
        row = self._common(doc_id, start, text)
        spans = (start + text.index(drug_zh), start + text.index(gene_name))
        for (kind, entry), at in zip((("DRUG", drug), ("GENE", gene)), spans, strict=True):
            self._mention(doc_id, row["sentence_id"], at, kind, entry, drug_zh if kind == "DRUG" else gene_name)
        relation = ("drug_target", "mutation_response", "trial_metric")[number % 3]
        make = {"drug_target": self._target, "mutation_response": self._response, "trial_metric": self._figure}
        own = make[relation](drug, gene, spans, len(drug_zh), len(gene_name))
        self.rows[relation].append(row | own | {"claim_id": _known(doc_id, relation, number)})

    def _paper(self, doc_id: str, number: int) -> None:
        self.rows["documents"].append({
            "doc_id": doc_id, "path": f"paper-{number // _PER_PAPER}.md", "sha256": doc_id * 4, "format": "md",
            "title_zh": f"第{number // _PER_PAPER}篇综述", "title_en": "A review", "language": "zh", "status": "ok",
        })  # fmt: skip
        self.rows["citations"].append({
            "doc_id": doc_id, "marker": "[1]", "number": 1, "title": "On things", "doi": "10.1000/182",
            "raw": "[1] On things", "start": 90_000, "end": 90_013,
        })  # fmt: skip

    def _common(self, doc_id: str, start: int, text: str) -> Row:
        known = _known(doc_id, "sentence", start)
        kind = "table" if self.lot.random() < 0.1 else "body"
        self.rows["sentences"].append({
            "sentence_id": known, "doc_id": doc_id, "section": f"第{start // 5000}节", "kind": kind, "language": "zh",
            "start": start, "end": start + len(text), "text": text,
        })  # fmt: skip
        return {
            "doc_id": doc_id, "sentence_id": known, "polarity": "negated" if self.lot.random() < 0.05 else "affirmed",
            "certainty": "asserted", "setting": "clinical", "citations": "[1]", "dois": "10.1000/182",
            "confidence": round(self.lot.random(), 2), "extractor": "lot 1", "evidence": text, "mechanism": "lot",
        }  # fmt: skip

    def _mention(self, doc_id: str, sentence: object, at: int, kind: str, entry: Entry, text: str) -> None:
        self.rows["mentions"].append({
            "mention_id": _known(doc_id, "mention", kind, at), "doc_id": doc_id, "sentence_id": sentence, "start": at,
            "end": at + len(text), "text": text, "type": kind, "concept_id": entry.concept.concept_id,
            "name": entry.concept.name, "link_score": 1.0,
        })  # fmt: skip

    def _ends(self, spans: tuple[int, int], first: int, second: int) -> Row:
        return {
            "subject_start": spans[0], "subject_end": spans[0] + first,
            "object_start": spans[1], "object_end": spans[1] + second,
        }  # fmt: skip

    def _target(self, drug: Entry, gene: Entry, spans: tuple[int, int], first: int, second: int) -> Row:
        return self._ends(spans, first, second) | {
            "subject_id": drug.concept.concept_id, "subject": drug.concept.name, "subject_type": "DRUG",
            "predicate": self.lot.choice(_PREDICATES), "object_id": gene.concept.concept_id,
            "object": gene.concept.name, "object_type": "GENE",
        }  # fmt: skip

    def _response(self, drug: Entry, gene: Entry, spans: tuple[int, int], first: int, second: int) -> Row:
        disease = self.lot.choice(self.diseases).concept
        return self._ends((spans[1], spans[0]), second, first) | {
            "subject_id": f"local:alteration.{gene.concept.name.lower()}-mutation",
            "subject": f"{gene.concept.name} mutation", "predicate": self.lot.choice(_RESPONSES),
            "object_id": drug.concept.concept_id, "object": drug.concept.name, "object_type": "DRUG",
            "disease_id": disease.concept_id, "disease": disease.name,
        }  # fmt: skip

    def _figure(self, drug: Entry, gene: Entry, spans: tuple[int, int], first: int, second: int) -> Row:
        return {
            "trial_id": "clinicaltrials:NCT01722487", "trial": f"TRIAL-{self.lot.randrange(200)}",
            "arm_id": drug.concept.concept_id, "arm": drug.concept.name, "role": "experimental", "metric": "ORR",
            "statistic": "rate", "value": f"{self.lot.randrange(100)}%", "unit": "%",
            "comparison_id": _known(*spans, "comparison"), "metric_start": spans[0], "metric_end": spans[0] + first,
            "value_start": spans[1], "value_end": spans[1] + second,
        }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.claims", description="A run folder of made-up claims.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    write(told.folder, told.claims, told.seed)


if __name__ == "__main__":
    main()
