"""Targets in the wordings of reviews: sites between verb and gene, pronouns, lists with a class, what happens under a drug."""

from __future__ import annotations

import pytest

from pipeline.records import Claim
from tests.relating_claims import claims_of_paragraph

CASES = [
    ("a verb of place", "Pirtobrutinib docks in the ATP pocket of BTK.", "pirtobrutinib binds BTK"),
    (
        "a reflexive between verb and site",
        "Sotorasib and adagrasib all attach themselves covalently to cysteine 12 of KRAS.",
        "sotorasib binds KRAS; adagrasib binds KRAS",
    ),
    ("what is attached is another thing", "Sacituzumab attaches a toxin to BTK.", ""),
    (
        "an activity that resides in the target",
        "Ixazomib and oprozomib block the catalytic activity residing in PSMB5.",
        "ixazomib inhibits PSMB5; oprozomib inhibits PSMB5",
    ),
    (
        "both behind two appositions",
        "Ixazomib, a boronate, and oprozomib, an epoxyketone, both inhibit PSMB5.",
        "ixazomib inhibits PSMB5; oprozomib inhibits PSMB5",
    ),
    (
        "both of which",
        "Avapritinib and ripretinib, both of which inhibit KIT, are given orally.",
        "avapritinib inhibits KIT; ripretinib inhibits KIT",
    ),
    (
        "neither of which",
        "Imatinib and nilotinib, neither of which inhibits FLT3, are given orally.",
        "imatinib inhibits FLT3 (negated); nilotinib inhibits FLT3 (negated)",
    ),
    (
        "both of which as the object",
        "BTK and ITK, both of which ibrutinib inhibits, are kinases.",
        "ibrutinib inhibits BTK; ibrutinib inhibits ITK",
    ),
    (
        "a means in front with a relative clause",
        "By occupying the cleft of menin, into which KMT2A inserts, icovamenib lowers transcription of PBX3.",
        "icovamenib binds MEN1; icovamenib downregulates PBX3",
    ),
    (
        "an effect owed to inhibition",
        "Luspatercept owes its effect on anaemia to inhibition of GDF11.",
        "luspatercept inhibits GDF11",
    ),
    ("a resistance owed to activation", "Resistance to dasatinib rests on activation of SRC.", ""),
    (
        "by which a second target falls",
        "Momelotinib inhibits ACVR1, by which hepcidin is lowered.",
        "momelotinib inhibits ACVR1; momelotinib downregulates HAMP",
    ),
    ("under a drug", "MCL-1 was reduced under panobinostat.", "panobinostat downregulates MCL1"),
    ("raising", "Panobinostat raised MCL-1 in AML cells.", "panobinostat upregulates MCL1"),
    (
        "the class of the opening is not the drug of the clause",
        "The JAK inhibitors differ: pacritinib, chiefly an inhibitor of JAK2, also suppresses IRAK1.",
        "pacritinib inhibits JAK2; pacritinib inhibits IRAK1",
    ),
    (
        "but not, and both of them in the next clause",
        "Navitoclax inhibits BCL-2 but not MCL-1, whereas obatoclax blocks both.",
        "navitoclax inhibits BCL2; navitoclax inhibits MCL1 (negated); obatoclax inhibits BCL2; obatoclax inhibits MCL1",
    ),
    (
        "this and not that",
        "纳维托克抑制BCL-2而非MCL-1。",
        "navitoclax inhibits BCL2; navitoclax inhibits MCL1 (negated)",
    ),
    (
        "a list whose last drug a class introduces",
        "来那度胺、泊马度胺以及新一代CELMoD药物mezigdomide均结合CRBN，降解IKZF1。",
        "lenalidomide binds CRBN; pomalidomide binds CRBN; mezigdomide binds CRBN; lenalidomide degrades IKZF1; "
        "pomalidomide degrades IKZF1; mezigdomide degrades IKZF1",
    ),
    (
        "an end of an antibody",
        "塔奎妥单抗的肿瘤端则结合GPRC5D，另一端结合CD3。",
        "talquetamab binds GPRC5D; talquetamab binds CD3 complex",
    ),
    (
        "an action on a transcript",
        "姜黄素联合小檗碱对ABCB1 mRNA的下调作用强于单药。",
        "berberine + curcumin downregulates ABCB1",
    ),
    ("a consequence", "贝利司他抑制CDK9，故而MCL-1下调。", "belinostat inhibits CDK9; belinostat downregulates MCL1"),
    (
        "a condition is no consequence",
        "贝利司他抑制CDK9，故而MCL-1上调时细胞可以存活。",
        "belinostat inhibits CDK9",
    ),
    (
        "the latter of a combination",
        "研究尝试了奥希替尼联合特泊替尼，后者为MET抑制剂。",
        "tepotinib inhibits MET",
    ),
    (
        "two kinases of the sentence before, and a third",
        "芦可替尼为JAK1和JAK2抑制剂。莫洛替尼除抑制上述两种激酶外，还抑制ACVR1。",
        "ruxolitinib inhibits JAK1; ruxolitinib inhibits JAK2; momelotinib inhibits JAK1; momelotinib inhibits JAK2; "
        "momelotinib inhibits ACVR1",
    ),
    (
        "these two kinases",
        "Ponatinib inhibits KIT and RET. Vandetanib also inhibits these two kinases.",
        "ponatinib inhibits KIT; ponatinib inhibits RET; vandetanib inhibits KIT; vandetanib inhibits RET",
    ),
    (
        "two of three is not said",
        "Ponatinib inhibits KIT, FLT3 and RET. Vandetanib inhibits these two kinases.",
        "ponatinib inhibits KIT; ponatinib inhibits FLT3; ponatinib inhibits RET",
    ),
    (
        "a reflexive into a conformation",
        "Imatinib docks itself into the inactive conformation of KIT.",
        "imatinib binds KIT",
    ),
    (
        "the same of another",
        "莫妥珠单抗识别CD20，格菲妥单抗亦然；塞利尼索堵塞XPO1的货物结合槽。",
        "mosunetuzumab binds MS4A1; glofitamab binds MS4A1; selinexor inhibits XPO1",
    ),
    (
        "no target of another verb",
        "Quizartinib inhibits FLT3 and prolongs the QT interval, as does arsenic trioxide.",
        "quizartinib inhibits FLT3",
    ),
    ("a manner that is denied", "阿西米尼通过变构而非竞争性抑制ABL1发挥作用。", "asciminib inhibits ABL1"),
    (
        "a place in care",
        "Tisagenlecleucel fits into CD19-positive relapse, and venetoclax sits in the clinic for BCL-2 dependent AML.",
        "",
    ),
    (
        "a route beside a class",
        "一线方案包括蛋白酶体抑制剂硼替佐米和口服的来那度胺。",
        "bortezomib inhibits proteasome",
    ),
    ("a class that follows in time", "For patients relapsing after venetoclax, usually a BTK inhibitor is given.", ""),
    (
        "two halves set against each other",
        "Venetoclax inhibits BCL-2 and, in contrast, MCL-1 is upregulated.",
        "venetoclax inhibits BCL2",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_targets_of_wordings(text: str, expected: str) -> None:
    found = {_told(claim) for claim in claims_of_paragraph(text, "drug_target")}
    assert found == set(filter(None, expected.split("; ")))


def _told(claim: Claim) -> str:
    stated = f"{claim.subject.name} {claim.predicate} {claim.object.name if claim.object else 'none'}"
    return stated + (" (negated)" if claim.qualifiers.polarity == "negated" else "")
