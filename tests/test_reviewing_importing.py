"""Life across runs: what is new, what holds, what is stale, what is gone; and what the lists say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from reviewing_runs import DOC, EVIDENCE, Row, Run, figure, sentence, target

from pipeline.reviewing.records import Decision, Filters, Imported
from pipeline.reviewing.store import Store, open_store, url_of
from pipeline.reviewing.tables import NoTablesError

ACCEPT = Decision("accept")
OTHER = "00000000000000bb"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(url_of(tmp_path / "run")) as opened:
        yield opened


def taken(store: Store, folder: Path, *claims: Row, **more: list[Row]) -> Imported:
    for path in folder.glob("*.csv"):
        path.unlink()
    return store.import_run(Run(list(claims), **more).write(folder))


def counts(told: Imported) -> dict[str, int]:
    return {name: number for name, number in asdict(told).items() if name not in ("extractor", "documents") and number}


def all_keys(store: Store) -> dict[str, str]:
    return {claim.key: claim.status for claim in store.page(Filters(status="")).claims}


def test_a_rerun_that_says_the_same_changes_nothing(store: Store, tmp_path: Path) -> None:
    claims = [target(), target("ibrutinib", object="BTK", start=20)]
    assert counts(taken(store, tmp_path / "run", *claims)) == {"new": 2}
    store.decide(claims[0]["claim_id"], "lin", ACCEPT, 0)
    again = [row | {"confidence": "0.4", "extractor": "rules 0.2.0", "subject_id": "chebi:133021"} for row in claims]
    assert counts(taken(store, tmp_path / "run", *again)) == {"kept": 1, "unchanged": 1}
    seen = store.claim(claims[0]["claim_id"])
    assert (seen.status, seen.stale, seen.confidence, seen.extractor) == ("accepted", None, 0.4, "rules 0.2.0")


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"polarity": "negated"}, (("polarity", "affirmed", "negated"),)),
        ({"evidence": EVIDENCE + "更多。"}, ()),
        ({"citations": "[4]"}, (("citations", "", "[4]"),)),
    ],
)
def test_a_decided_claim_that_changed_is_stale(
    store: Store, tmp_path: Path, change: Row, changed: tuple[tuple[str, str, str], ...]
) -> None:
    one = target()
    taken(store, tmp_path / "run", one)
    store.decide(one["claim_id"], "lin", ACCEPT, 0)
    assert counts(taken(store, tmp_path / "run", one | change)) == {"stale": 1}
    seen = store.claim(one["claim_id"])
    assert seen.status == "stale" and seen.stale is not None and seen.judgement.who == "lin"
    assert (seen.stale.old_evidence, seen.stale.new_evidence) == (EVIDENCE, change.get("evidence", EVIDENCE))
    assert seen.stale.changed == changed and [claim.key for claim in store.page(Filters(status="stale")).claims]
    store.decide(one["claim_id"], "wei", ACCEPT, seen.version)
    assert store.claim(one["claim_id"]).status == "accepted" and store.claim(one["claim_id"]).stale is None
    store.undo("wei")
    assert store.claim(one["claim_id"]).status == "stale"


def test_a_stale_decision_holds_again_where_the_old_claim_returns(store: Store, tmp_path: Path) -> None:
    one = target()
    taken(store, tmp_path / "run", one)
    store.decide(one["claim_id"], "lin", ACCEPT, 0)
    taken(store, tmp_path / "run", one | {"polarity": "negated"})
    assert counts(taken(store, tmp_path / "run", one)) == {"kept": 1}
    assert store.claim(one["claim_id"]).status == "accepted"


def test_an_undecided_claim_that_changed_is_only_changed(store: Store, tmp_path: Path) -> None:
    taken(store, tmp_path / "run", target())
    assert counts(taken(store, tmp_path / "run", target(polarity="negated"))) == {"changed": 1}
    assert list(all_keys(store).values()) == ["open"]


def test_another_claim_at_the_place_takes_the_decision_over_as_stale(store: Store, tmp_path: Path) -> None:
    """The new extractor reads `activates` where the old one read `inhibits`: another id, the same place."""
    old, new = target(), target(predicate="activates")
    taken(store, tmp_path / "run", old)
    store.decide(old["claim_id"], "lin", Decision("reject", error="wrong_direction", comment="反了"), 0)
    assert counts(taken(store, tmp_path / "run", new)) == {"stale": 1}
    seen = store.claim(new["claim_id"])
    assert seen.status == "stale" and seen.stale is not None
    assert seen.stale.changed == (("predicate", "inhibits", "activates"),)
    assert (seen.judgement.who, seen.judgement.error, seen.judgement.comment) == ("lin", "wrong_direction", "反了")
    assert [event.kind for event in seen.history] == ["reject", "carry"]
    assert all_keys(store) == {new["claim_id"]: "stale"} and store.page(Filters(status="vanished")).total == 0
    store.decide(new["claim_id"], "wei", ACCEPT, seen.version)
    assert store.claim(new["claim_id"]).status == "accepted"


def test_a_corrected_paper_keeps_its_decisions(store: Store, tmp_path: Path) -> None:
    """One letter elsewhere in the file changes the document's id and with it every claim's."""
    papers = [{"doc_id": doc_id, "path": "a.md", "status": "ok", "title_zh": "综述"} for doc_id in (DOC, OTHER)]
    before = [target(), target("ibrutinib", object="BTK", start=20)]
    after = [target(doc_id=OTHER, start=1), target("ibrutinib", object="BTK", start=21, doc_id=OTHER)]
    taken(store, tmp_path / "run", *before, documents=papers[:1])
    store.decide(before[0]["claim_id"], "lin", ACCEPT, 0)
    told = taken(store, tmp_path / "run", *after, documents=papers[1:])
    assert counts(told) == {"new": 1, "vanished": 1, "kept": 1}
    assert store.claim(after[0]["claim_id"]).status == "accepted" and store.claim(after[0]["claim_id"]).stale is None


def test_vanished_claims_are_listed_with_their_decisions(store: Store, tmp_path: Path) -> None:
    one, two = target(), target("ibrutinib", object="BTK", start=60, evidence="伊布替尼抑制BTK。")
    taken(store, tmp_path / "run", one, two)
    store.decide(two["claim_id"], "lin", ACCEPT, 0)
    assert counts(taken(store, tmp_path / "run", one)) == {"unchanged": 1, "vanished": 1}
    (gone,) = store.page(Filters(status="vanished")).claims
    assert (gone.key, gone.decided_by) == (two["claim_id"], "lin") and all_keys(store) == {one["claim_id"]: "open"}
    assert store.claim(two["claim_id"]).sentence.text == "伊布替尼抑制BTK。" and store.progress().total == 1
    assert counts(taken(store, tmp_path / "run", one, two)) == {"unchanged": 1, "kept": 1}
    assert store.claim(two["claim_id"]).status == "accepted"


def test_claims_of_two_runs_do_not_touch_each_other(store: Store, tmp_path: Path) -> None:
    one, two = target(), target(doc_id=OTHER)
    taken(store, tmp_path / "a", one)
    assert counts(taken(store, tmp_path / "b", two)) == {"new": 1} and set(all_keys(store).values()) == {"open"}
    assert len(all_keys(store)) == 2 and store.page(Filters()).claims[0].group_size == 2
    assert len(store.claim(one["claim_id"]).same) == 1


def test_versions_that_disagree(store: Store, tmp_path: Path) -> None:
    both, only = target(), target("ibrutinib", object="BTK", start=60, evidence="伊布替尼抑制BTK。")
    taken(store, tmp_path / "run", both, only)
    assert store.page(Filters(disagreement=True)).total == 0
    taken(store, tmp_path / "new", both | {"extractor": "rules 0.2.0"})
    told = store.page(Filters(status="", disagreement=True))
    assert [claim.key for claim in told.claims] == [only["claim_id"]] and told.claims[0].status == "vanished"
    assert store.claim(only["claim_id"]).readings == (("rules 0.1.0", 0.85), ("rules 0.2.0", None))
    assert store.options().extractors == ("rules 0.1.0", "rules 0.2.0")


def test_contradictions_are_found(store: Store, tmp_path: Path) -> None:
    good, bad = target(), target(predicate="activates", start=40)
    rate, other, same = figure(), figure("62%", start=50), figure("59%", start=90, arm="bendamustine")
    taken(store, tmp_path / "run", good, bad, target("imatinib"), trial_metric=[rate, other, same])
    assert {claim.key for claim in store.page(Filters(conflict=True)).claims} == {
        row["claim_id"] for row in (good, bad, rate, other)
    }
    assert {tuple(sorted(one.key for one in found.claims)) for found in store.conflicts()} == {
        tuple(sorted(row["claim_id"] for row in pair)) for pair in ((good, bad), (rate, other))
    }
    assert [one.key for one in store.claim(good["claim_id"]).conflicts] == [bad["claim_id"]]


def test_an_import_that_dies_leaves_the_store_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = target()
    taken(store, tmp_path / "run", one)
    store.decide(one["claim_id"], "lin", ACCEPT, 0)

    def broken(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("pipeline.reviewing.importing._note", broken)
    with pytest.raises(OSError, match="no space"):
        taken(store, tmp_path / "run", target("imatinib"))
    assert all_keys(store) == {one["claim_id"]: "accepted"}


def test_a_folder_without_tables_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NoTablesError, match="name a folder that litmine run wrote"):
        store.import_run(tmp_path)


# Lists


def drugs(store: Store, **filters: object) -> list[str]:
    return sorted({claim.triple[0] for claim in store.page(Filters(**filters)).claims})  # type: ignore[arg-type]


@pytest.fixture
def listed(store: Store, tmp_path: Path) -> Store:
    english = sentence("Imatinib inhibits ABL1.", 200, language="en")
    rows = [
        target("venetoclax", confidence="0.5"),
        target("ibrutinib", object="BTK", start=20, confidence="0.9"),
        target("imatinib", object="ABL1", start=200, evidence=english["text"], confidence="0.7"),
    ]
    names = {"venetoclax": "维奈克拉", "ibrutinib": "伊布替尼", "imatinib": "伊马替尼"}
    concepts = [{"concept_id": f"x:{n}", "type": "DRUG", "name": n, "name_zh": zh} for n, zh in names.items()]
    disease = {
        "mention_id": "m1", "doc_id": DOC, "sentence_id": english["sentence_id"], "start": "205", "end": "208",
        "text": "CML", "type": "DISEASE", "concept_id": "doid:8552", "name": "chronic myeloid leukemia",
    }  # fmt: skip
    taken(store, tmp_path / "run", *rows, sentences=[english], concepts=concepts, mentions=[disease],
          trial_metric=[figure(doc_id=OTHER)])  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"relation": "drug_target"}, ["ibrutinib", "imatinib", "venetoclax"]),
        ({"doc_id": OTHER}, ["ibrutinib"]),
        ({"drug": "imatinib"}, ["imatinib"]),
        ({"gene": "BTK"}, ["ibrutinib"]),
        ({"disease": "chronic myeloid leukemia"}, ["imatinib"]),
        ({"low": 0.6, "high": 0.8}, ["ibrutinib", "imatinib"]),
        ({"language": "en"}, ["imatinib"]),
        ({"extractor": "rules 9"}, []),
        ({"status": "accepted"}, []),
        ({"text": "维奈"}, ["venetoclax"]),
        ({"text": "VENETO"}, ["venetoclax"]),
        ({"text": "維奈克拉"}, ["venetoclax"]),
        ({"text": "yibutini"}, ["ibrutinib"]),
        ({"text": "yi ma ti ni"}, ["imatinib"]),
        ({"text": "ymtn"}, ["imatinib"]),
        ({"text": "imatinib abl1"}, ["imatinib"]),
        ({"text": "100%"}, []),
        ({"text": "%"}, ["ibrutinib"]),
        ({"text": "_"}, []),
        ({"text": "' OR 1=1 --"}, []),
    ],
)
def test_filters(listed: Store, filters: dict[str, object], found: list[str]) -> None:
    assert drugs(listed, **filters) == found


def test_pages_hold_every_claim_once_in_either_order(store: Store, tmp_path: Path) -> None:
    taken(store, tmp_path / "run", *(target(f"drug-{n}", start=n, confidence=str((n % 7) / 10)) for n in range(53)))
    for order in ("value", "paper"):
        seen, after = [], None
        while True:
            page = store.page(Filters(order=order), after, 10)  # type: ignore[arg-type]
            seen += [claim.key for claim in page.claims]
            assert page.total == 53
            if (after := page.next) is None:
                break
        assert len(seen) == len(set(seen)) == 53


def test_the_uncertain_and_the_repeated_come_first(store: Store, tmp_path: Path) -> None:
    rows = [
        target("sure", confidence="0.95"),
        target("doubted", start=20, confidence="0.5"),
        *(target("repeated", start=start, confidence="0.5") for start in (40, 60, 80)),
    ]
    taken(store, tmp_path / "run", *rows)
    told = [claim.triple[0] for claim in store.page(Filters()).claims]
    assert told == ["repeated"] * 3 + ["doubted", "sure"]
    assert [claim.triple[0] for claim in store.page(Filters(order="paper")).claims][:2] == ["sure", "doubted"]


def test_what_stands_beside_a_claim(store: Store, tmp_path: Path) -> None:
    texts = ["前一句。", EVIDENCE, "后一句。", "表1 试验", "试验 | 试验组 | PFS", "RESONATE-2 | 伊布替尼 | 59%"]
    kinds = ["body", "body", "body", "caption", "table", "table"]
    starts = [0, 10, 100, 110, 120, 140]
    rows = [sentence(text, start, kind=kind) for text, start, kind in zip(texts, starts, kinds, strict=True)]
    marks = [
        {"mention_id": f"m{at}", "doc_id": DOC, "sentence_id": rows[1]["sentence_id"], "start": str(start), "end": str(end),
         "text": EVIDENCE[start - 10 : end - 10], "type": kind, "concept_id": "x:1", "name": name}
        for at, (start, end, kind, name) in enumerate([(10, 14, "DRUG", "venetoclax"), (17, 22, "GENE", "BCL2")])
    ]  # fmt: skip
    cited = {"doc_id": DOC, "marker": "[4]", "number": "4", "title": "On BCL2", "doi": "10.1/x", "raw": "[4] On BCL2", "start": "900", "end": "911"}  # fmt: skip
    arms = [
        figure(start=140, evidence=texts[5], role="control", arm="chlorambucil", value="9%", value_start="150", value_end="152"),
        figure(start=141, evidence=texts[5]),
    ]  # fmt: skip
    one = target(start=10, citations="[4]", dois="10.1/x")
    taken(store, tmp_path / "run", one, sentences=rows, mentions=marks, citations=[cited], trial_metric=arms)
    seen = store.claim(one["claim_id"])
    assert seen.before and seen.before.text == "前一句。" and seen.after and seen.after.text == "后一句。"
    assert [(mark.text, mark.role, mark.start) for mark in seen.sentence.mentions] == [
        ("维奈克拉", "subject", 0), ("BCL-2", "object", 7),
    ]  # fmt: skip
    assert [(one.title, one.doi) for one in seen.citations] == [("On BCL2", "10.1/x")] and seen.table is None
    row = store.claim(arms[0]["claim_id"])
    assert row.table and row.table.caption == "表1 试验" and row.table.header == ("试验", "试验组", "PFS")
    assert row.table.rows[row.table.here] == ("RESONATE-2", "伊布替尼", "59%")
    assert [one.fields["role"] for one in row.comparison] == ["experimental", "control"]
    assert [one.text for one in store.document(DOC).sentences] == texts


def test_the_same_in_the_other_language_stands_beside(store: Store, tmp_path: Path) -> None:
    english = sentence("Venetoclax inhibits BCL2.", 300, language="en")
    one, sister = target(), target(start=300, evidence=english["text"])
    taken(store, tmp_path / "run", one, sister, sentences=[english])
    assert [claim.key for claim in store.claim(one["claim_id"]).sisters] == [sister["claim_id"]]


def test_concepts_are_found_in_both_languages(listed: Store) -> None:
    assert [hit.name for hit in listed.concepts("维奈克拉", "DRUG")][:1] == ["venetoclax"]
    assert [hit.name for hit in listed.concepts("weinaikela", "DRUG")][:1] == ["venetoclax"]
    assert [hit.name for hit in listed.concepts("Mcl-1", "GENE")][:1] == ["MCL1"]
    assert {hit.type for hit in listed.concepts("btk", "DRUG_CLASS")} == {"DRUG_CLASS"} and listed.concepts("") == ()
