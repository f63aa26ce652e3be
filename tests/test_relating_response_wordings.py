"""Responses in the wordings of reviews: `to it`, `that to`, the former and the latter, what is left unaffected."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims_of_paragraph, told

CASES = [
    (
        "that to another drug is denied",
        "FLT3 D835Y mediates resistance to sorafenib, and NPM1 mutation not that to quizartinib.",
        "FLT3 p.Asp835Tyr resistance sorafenib",
    ),
    (
        "through one, or through another",
        "Cells became resistant to carfilzomib through PSMB5 A49T or M45V, or through ABCB1 overexpression alone.",
        "PSMB5 p.Ala49Thr resistance carfilzomib; PSMB5 p.Met45Val resistance carfilzomib; "
        "ABCB1 overexpression resistance carfilzomib",
    ),
    (
        "while leaving them sensitive",
        "EGFR C797S makes cells resistant to osimertinib while leaving them sensitive to gefitinib and erlotinib.",
        "EGFR p.Cys797Ser resistance osimertinib; EGFR p.Cys797Ser sensitivity gefitinib; "
        "EGFR p.Cys797Ser sensitivity erlotinib",
    ),
    (
        "the agent that the sentence before tells resistance to",
        "ALK G1202R makes cells resistant to ceritinib while leaving them sensitive to lorlatinib. Bypass mechanisms of "
        "resistance to the agent comprise MET amplification.",
        "ALK p.Gly1202Arg resistance ceritinib; ALK p.Gly1202Arg sensitivity lorlatinib; "
        "MET amplification resistance ceritinib",
    ),
    (
        "it is the drug of the sentence before, not the one named behind",
        "Genotype explains what ibrutinib achieves. Tumours with MYD88 L265P are sensitive to it, those that are MYD88 "
        "wild-type scarcely respond, and CXCR4 mutation rendered cells resistant to the drug.",
        "MYD88 p.Leu265Pro sensitivity ibrutinib; MYD88 wild-type resistance ibrutinib; "
        "CXCR4 mutation resistance ibrutinib",
    ),
    (
        "it of two drugs is neither",
        "Ibrutinib and venetoclax were given one after the other. CXCR4 mutation made cells resistant to it.",
        "",
    ),
    (
        "the former",
        "Ponatinib and asciminib are options; the former is ineffective against E255V.",
        "ABL1 p.Glu255Val resistance ponatinib",
    ),
    (
        "the latter is an alteration",
        "C481S and L528W cause resistance to ibrutinib; the latter confers resistance to pirtobrutinib.",
        "BTK p.Cys481Ser resistance ibrutinib; BTK p.Leu528Trp resistance ibrutinib; "
        "BTK p.Leu528Trp resistance pirtobrutinib",
    ),
    ("the latter drug", "达沙替尼和普纳替尼可选，后者对T315I仍有效。", "ABL1 p.Thr315Ile sensitivity ponatinib"),
    (
        "a dose between two drugs",
        "V299L responds to ponatinib and, at 200 mg twice daily, to asciminib.",
        "ABL1 p.Val299Leu sensitivity ponatinib; ABL1 p.Val299Leu sensitivity asciminib",
    ),
    (
        "a relative clause between changes and verb",
        "G1202R is the commonest cause of resistance to alectinib; MET amplification and KRAS G12D, which keep signalling "
        "running downstream of the silenced kinase, account for a minority of resistant cases.",
        "ALK p.Gly1202Arg resistance alectinib; MET amplification resistance alectinib; KRAS p.Gly12Asp resistance alectinib",
    ),
    (
        "resistance where something happens",
        "Brentuximab vedotin meets with resistance where ABCB1 overexpression extrudes its payload.",
        "ABCB1 overexpression resistance brentuximab vedotin",
    ),
    (
        "a response that a drug restores",
        "IL7R突变者对泼尼松龙不敏感，不过其对芦可替尼敏感，后者通过抑制JAK1部分恢复了激素反应性。",
        "IL7R mutation resistance prednisolone; IL7R mutation sensitivity ruxolitinib",
    ),
    (
        "an insertion that takes a change out",
        "BTK T474I, but not C481S, resists pirtobrutinib.",
        "BTK p.Thr474Ile resistance pirtobrutinib",
    ),
    (
        "yielding",
        "KIT D816V defeats imatinib but yields to avapritinib.",
        "KIT p.Asp816Val resistance imatinib; KIT p.Asp816Val sensitivity avapritinib",
    ),
    ("a lost hold", "Venetoclax loses its hold on BCL2 F104L.", "BCL2 p.Phe104Leu resistance venetoclax"),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_responses_of_wordings(text: str, expected: str) -> None:
    found = {told(claim) for claim in claims_of_paragraph(text, "mutation_response")}
    assert found == set(filter(None, expected.split("; ")))
