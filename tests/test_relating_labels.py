"""Arms by the labels of groups, by the study that gave them, and by rows of tables; papers of our own."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.assembling.rows import paper_rows
from pipeline.reading import read_text

EXTRACTOR = pipeline.load("rules")

PAPERS = {
    "words coined in brackets behind the arms": (
        "# 方法\n\n将曲美替尼联合达拉非尼(双靶组)与达拉非尼单药(单靶组,61例)比较。\n\n# 结果\n\n双靶组ORR为40.8%,单靶组为16.4%。",
        ["ORR 40.8 dabrafenib + trametinib", "ORR 16.4 dabrafenib"],
    ),
    "words coined before the brackets of the arms": (
        "# 方法\n\n患者分为双靶组(达拉非尼联合曲美替尼,76例)和单靶组(达拉非尼,61例)。\n\n# 结果\n\n双靶组ORR高于单靶组(40.8% vs 16.4%)。",
        ["ORR 40.8 dabrafenib + trametinib", "ORR 16.4 dabrafenib"],
    ),
    "words for all groups are no labels": (
        "# 方法\n\n两组(达拉非尼)均随访3年。\n\n# 结果\n\n曲美替尼的ORR为30%,两组CR率为10%。",
        ["ORR 30 trametinib", "CR 10 trametinib"],
    ),
    "labels of transplantations": (
        "# Methods\n\nRegistry data were used to set cord blood transplantation (CBT, n = 300) against matched unrelated transplantation (MUD, n = 500).\n\n"
        "# Results\n\nOn multivariable analysis CBT did not differ from MUD in OS (P = .25) or NRM (P = .36). Relapse was 20% after CBT and 32% after MUD.",
        ["OS 0.25 CBT", "NRM 0.36 CBT", "relapse 20 CBT", "relapse 32 MUD"],
    ),
    "labels of transplantations in Chinese": (
        "# 方法\n\n比较单倍体移植(HID, n=100)与同胞全合移植(MSD, n=120)。\n\n# 结果\n\nHID组3年OS率为70%,MSD组为65%。",
        ["OS 70 HID", "OS 65 MSD"],
    ),
    "a short form behind one transplantation": (
        "# Results\n\nAfter allogeneic transplantation (Allo, n = 60) venetoclax gave a CR rate of 50%. Allo was planned in all.",
        ["CR 50 venetoclax"],
    ),
    "letters whose brackets list the drugs": (
        "# 方法\n\n三代TKI组与二代TKI组比较。A组(n=26,普纳替尼14例、奥雷巴替尼12例),B组(n=32,达沙替尼25例、尼洛替尼7例)。\n\n"
        "# 结果\n\nA组CMR率58.5%,B组30.3%。",
        ["CMR 58.5 third-generation tyrosine kinase inhibitor", "CMR 30.3 second-generation tyrosine kinase inhibitor"],
    ),
    "letters whose drugs have no class that the paper names": (
        "# Methods\n\nPatients were divided into group A (n=26; ponatinib in 14, asciminib in 12) and group B (n=32; nilotinib).\n\n"
        "# Results\n\nThe CMR rate was 58.5% in group A and 30.3% in group B.",
        ["CMR 58.5 asciminib or ponatinib", "CMR 30.3 nilotinib"],
    ),
    "an observed group that got more than the control group": (
        "# 方法\n\n对照组给予阿扎胞苷,观察组在此基础上加用维奈克拉。\n\n# 结果\n\n观察组CR率为66.7%,对照组为33.3%。",
        ["CR 66.7 azacitidine + venetoclax", "CR 33.3 azacitidine"],
    ),
    "test and control groups with brackets": (
        "# 方法\n\n分为试验组(维奈克拉联合阿扎胞苷,n=32)和对照组(阿扎胞苷,n=28)。\n\n# 结果\n\n试验组ORR 75.0%,对照组42.9%。",
        ["ORR 75.0 azacitidine + venetoclax", "ORR 42.9 azacitidine"],
    ),
    "the control group of somebody else's study": (
        "# 方法\n\n对照组给予阿扎胞苷。\n\n# 讨论\n\nORION-7研究中,吉瑞替尼组ORR 75.0%,对照组42.9%。",
        ["ORR 75.0 gilteritinib", "ORR 42.9 control"],
    ),
    "labels in brackets": (
        "# Methods\n\nPatients received venetoclax plus azacitidine (P group, n=40) or decitabine alone (D group, n=38).\n\n"
        "# Results\n\nCR was achieved in 60.0% of the P group and 31.6% of the D group.",
        ["CR 60.0 azacitidine + venetoclax", "CR 31.6 decitabine"],
    ),
    "a study named again": (
        "# 结果\n\nORION-7研究中吉瑞替尼组与索拉非尼组的ORR为68%和52%。维奈克拉的ORR为30%。\n\n# 讨论\n\nORION-7研究的中位OS为9.1个月。",
        ["ORR 68 gilteritinib", "ORR 52 sorafenib", "ORR 30 venetoclax", "OS 9.1 gilteritinib"],
    ),
    "a study of a table in the note below": (
        "表1 试验\n\n| 试验 | 方案 | n | ORR(%) |\n|---|---|---|---|\n| ADMIRAL | 吉瑞替尼 | 40 | 61.0 |\n\n注:ADMIRAL的CR率为33.0%;无对照。",
        ["ORR 61.0 gilteritinib", "CR 33.0 gilteritinib"],
    ),
    "who cannot get a treatment": (
        "# 结果\n\n维奈克拉联合阿扎胞苷用于不适合强化疗者,CR率为36.7%。", ["CR 36.7 azacitidine + venetoclax"],
    ),
    "who cannot get a treatment, in English": (
        "# Results\n\nVenetoclax gave a CR rate of 30% and, in those unfit for intensive chemotherapy, an ORR of 41%.",
        ["CR 30 venetoclax", "ORR 41 venetoclax"],
    ),
    "a backbone with its attributes": (
        "# Results\n\nAdding oral ibrutinib to fixed-duration venetoclax raised the CR rate from 39% to 52%.",
        ["CR 39 venetoclax", "CR 52 ibrutinib + venetoclax"],
    ),
    "a change told by another word": (
        "# 结果\n\n可泮利塞使中位PFS自13.2个月延长至20.5个月。", ["PFS 13.2 control", "PFS 20.5 copanlisib"],
    ),
    "a hyphen holds a pair together": (
        "# Results\n\nPFS did not differ between venetoclax-rituximab and chemoimmunotherapy (HR 0.79).",
        ["PFS 0.79 rituximab + venetoclax"],
    ),
    "the grade of a toxicity before its rate": (
        "# Results\n\nRevumenib gave an ORR of 60%; QTc prolongation of grade ≥3 was seen in 19%.",
        ["ORR 60 revumenib", "QT prolongation 19 revumenib"],
    ),
}  # fmt: skip

TABLES = {
    "a row that leaves its study open": (
        "表1 试验\n\n试验 | 方案 | n | CR率(%) | 中位OS/PFS(月) | HR(95%CI)\n"
        "ADMIRAL | 吉瑞替尼 | 247 | CR 21.3 | OS 9.4 | 0.63(0.48~0.82)\n | 挽救化疗 | 124 | CR 10.7 | OS 5.7 |\n",
        [
            "ADMIRAL CR 21.3 gilteritinib", "ADMIRAL OS 9.4 gilteritinib", "ADMIRAL OS 0.63 gilteritinib",
            "ADMIRAL CR 10.7 salvage chemotherapy", "ADMIRAL OS 5.7 salvage chemotherapy",
        ],
    ),
    "a median that is not reached": (
        "Table 1\n\n| Study | Regimen | ORR, % | Median PFS, mo |\n|---|---|---|---|\n"
        "| ADMIRAL | Teclistamab | 61.0 | NR |\n| CASTOR | VTd or VRd | 43.0 | 12.7 |",
        [
            "ADMIRAL ORR 61.0 teclistamab", "ADMIRAL PFS not reached teclistamab",
            "CASTOR ORR 43.0 VTd or VRd", "CASTOR PFS 12.7 VTd or VRd",
        ],
    ),
    "a comparison with a median that is not reached": (
        "Table 1\n\n| Study | Arms | Median PFS, months | HR |\n|---|---|---|---|\n"
        "| ADMIRAL | Carfilzomib vs bortezomib | NR vs 7.2 | 0.41 |",
        ["ADMIRAL PFS not reached carfilzomib", "ADMIRAL PFS 7.2 bortezomib", "ADMIRAL PFS 0.41 carfilzomib"],
    ),
}  # fmt: skip


def figures(text: str) -> list[dict[str, object]]:
    document = read_text(text, "case.md")
    return paper_rows(document, EXTRACTOR.extract(document), EXTRACTOR.label)["trial_metric"]


@pytest.mark.parametrize(("text", "wanted"), PAPERS.values(), ids=PAPERS)
def test_each_figure_has_the_arm_of_its_group(text: str, wanted: list[str]) -> None:
    assert sorted(f"{f['metric']} {f['value']} {f['arm']}" for f in figures(text)) == sorted(wanted)


@pytest.mark.parametrize(("text", "wanted"), TABLES.values(), ids=TABLES)
def test_each_cell_has_its_study_and_arm(text: str, wanted: list[str]) -> None:
    assert sorted(f"{f['trial']} {f['metric']} {f['value']} {f['arm']}" for f in figures(text)) == sorted(wanted)
