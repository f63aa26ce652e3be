"""Tables read by the whole of `rules`: what headers, captions and columns say of the figures and changes in cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from pipeline import extractor, reading
from pipeline.extractor import Extractor
from pipeline.records import Claim, Mention


@cache
def rules() -> Extractor:
    return extractor.load("rules")


def table(caption: str, *rows: str) -> str:
    width = rows[0].count("|") + 1
    return "\n".join([caption, "", f"|{rows[0]}|", "|" + "---|" * width, *(f"|{row}|" for row in rows[1:])]) + "\n"


def read(text: str) -> tuple[list[Claim], list[Mention]]:
    found = rules().extract(reading.read_text(text, "table.md", "md"))
    return [claim for one in found for claim in one.claims], [m for one in found for m in one.mentions]


def figures(claims: Sequence[Claim], *fields: str) -> set[str]:
    return {
        " ".join([c.fields["metric"], c.predicate, c.fields["value"], *(c.fields[name] for name in fields)])
        for c in claims
        if c.relation == "trial_metric"
    }


def responses(claims: Sequence[Claim]) -> set[str]:
    return {
        f"{c.subject.name} {c.predicate} {c.object.name if c.object else 'none'}"
        for c in claims
        if c.relation == "mutation_response"
    }


def test_a_landmark_rate_is_no_time_and_a_hazard_ratio_is_no_rate() -> None:
    text = table(
        "Table 1. Phase 3 trials",
        "Trial|Treatment|Median PFS, months|24-mo PFS, %|ORR, %|HR (95% CI)",
        "ALPINE|Zanubrutinib vs ibrutinib|NR vs 34.2|78.4 vs 65.9|86.2 vs 75.7|0.65 (0.49–0.86)",
    )
    assert figures(read(text)[0], "unit", "timepoint") == {
        "PFS median not reached  ", "PFS median 34.2 mo ", "PFS rate 78.4 % 24 mo", "PFS rate 65.9 % 24 mo",
        "ORR rate 86.2 % ", "ORR rate 75.7 % ", "PFS hazard_ratio 0.65  ",
    }  # fmt: skip


def test_the_caption_names_the_study_and_headers_the_numbers_of_patients() -> None:
    text = table(
        "Table 2. Efficacy outcomes in QuANTUM-First",
        "Outcome|Quizartinib (n = 268)|Placebo (n = 271)",
        "Median OS, months (95% CI)|31.9 (21.0–NE)|15.1 (13.2–26.2)",
        "30-day mortality, %|5.7|3.4",
    )
    assert figures(read(text)[0], "unit", "arm", "n", "trial") == {
        "OS median 31.9 mo quizartinib 268 QuANTUM-First", "OS median 15.1 mo placebo 271 QuANTUM-First",
        "early death rate 5.7 % quizartinib 268 QuANTUM-First", "early death rate 3.4 % placebo 271 QuANTUM-First",
    }  # fmt: skip


def test_the_captions_treatment_is_that_of_a_table_without_arms() -> None:
    text = table(
        "表2 基因突变对维奈克拉联合阿扎胞苷疗效的影响",
        "突变基因|例数|CR率(%)|中位OS(月)",
        "NPM1|46|78.3|未达到",
        "TP53|52|40.4|5.2",
    )
    assert figures(read(text)[0], "arm", "subgroup") == {
        "CR rate 78.3 azacitidine + venetoclax NPM1 mutation", "CR rate 40.4 azacitidine + venetoclax TP53 mutation",
        "OS median not reached azacitidine + venetoclax NPM1 mutation",
        "OS median 5.2 azacitidine + venetoclax TP53 mutation",
    }  # fmt: skip


def test_nothing_goes_on_in_the_next_cell() -> None:
    text = table("表4 FLT3抑制剂", "药物|主要靶点|敏感突变|耐药突变", "奎扎替尼|FLT3、KIT|FLT3-ITD|D835Y、F691L")
    claims, mentions = read(text)
    assert not [m.text for m in mentions if "\t" in m.text]
    assert responses(claims) == {
        "FLT3-ITD sensitivity quizartinib", "FLT3 p.Asp835Tyr resistance quizartinib",
        "FLT3 p.Phe691Leu resistance quizartinib",
    }  # fmt: skip


def test_a_change_nobody_knows_is_of_the_gene_of_those_above_it() -> None:
    text = table(
        "Table 5. Activity against mutants",
        "Mutation|Nilotinib|Asciminib",
        "T315I|R|S (400 mg/d)",
        "Y253H|R|S",
        "A339T|S|R",
    )
    assert responses(read(text)[0]) == {
        "ABL1 p.Thr315Ile resistance nilotinib", "ABL1 p.Thr315Ile sensitivity asciminib",
        "ABL1 p.Tyr253His resistance nilotinib", "ABL1 p.Tyr253His sensitivity asciminib",
        "ABL1 p.Ala339Thr sensitivity nilotinib", "ABL1 p.Ala339Thr resistance asciminib",
    }  # fmt: skip


def test_rows_name_the_groups_and_the_p_values_below_them() -> None:
    text = table(
        "表1 两组患者疗效比较[例(%)]",
        "组别|例数|CR|ORR",
        "试验组(泽布替尼+利妥昔单抗)|60|28(46.7)|48(80.0)",
        "对照组(R-CHOP)|60|18(30.0)|36(60.0)",
        "χ²值||3.523|5.714",
        "P值||0.061|0.017",
    )
    assert figures(read(text)[0], "arm", "role") == {
        "CR rate 46.7 rituximab + zanubrutinib experimental", "CR count 28 rituximab + zanubrutinib experimental",
        "ORR rate 80.0 rituximab + zanubrutinib experimental", "ORR count 48 rituximab + zanubrutinib experimental",
        "CR rate 30.0 R-CHOP control", "CR count 18 R-CHOP control",
        "ORR rate 60.0 R-CHOP control", "ORR count 36 R-CHOP control",
        "CR p_value 0.061 rituximab + zanubrutinib experimental",
        "ORR p_value 0.017 rituximab + zanubrutinib experimental",
    }  # fmt: skip


def test_codes_under_a_header_for_studies_are_their_names() -> None:
    text = table(
        "Table 4. IDH inhibitors",
        "Drug|Pivotal study|CR, %",
        "Ivosidenib|AG120-C-001|30.4",
        "Olutasidenib|2102-HEM-101|35",
    )
    assert figures(read(text)[0], "trial") == {"CR rate 30.4 AG120-C-001", "CR rate 35 2102-HEM-101"}


def test_a_table_of_mechanisms_of_resistance_and_their_remedies() -> None:
    text = table(
        "Table 6. Resistance to targeted therapy",
        "Agent|Mechanism of resistance|Alterations|Strategy to overcome",
        "Gilteritinib|Off-target|NRAS, PTPN11 mutations|–",
        "Quizartinib|On-target|FLT3 F691L|Crenolanib",
    )
    assert responses(read(text)[0]) == {
        "NRAS mutation resistance gilteritinib", "PTPN11 mutation resistance gilteritinib",
        "FLT3 p.Phe691Leu resistance quizartinib", "FLT3 p.Phe691Leu sensitivity crenolanib",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("The CR rate was 66.4% with Ven + Aza versus 28.3% with Pbo + Aza.",
         {"CR rate 66.4 azacitidine + venetoclax", "CR rate 28.3 azacitidine + placebo"}),
        ("ORR was 93% with Dara + Pom + Dex.", {"ORR rate 93 daratumumab + dexamethasone + pomalidomide"}),
        ("Ida et al. reported that the ORR with ruxolitinib was 40%.", {"ORR rate 40 ruxolitinib"}),
    ],
)  # fmt: skip
def test_clipped_names_are_drugs_beside_a_treatment(text: str, arms: set[str]) -> None:
    assert figures(read(text)[0], "arm") == arms
