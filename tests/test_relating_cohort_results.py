"""Results of cohorts: what their patients were given together, what only prepared them, and whose figures follow."""

from __future__ import annotations

import pytest

from tests.relating_claims import claims, told


def told_of(text: str) -> list[str]:
    heading = "结果" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "Results"
    return [told(claim) for claim in claims(f"{heading}\n\n{text}", "trial_metric")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A total of 310 patients with advanced melanoma who had been treated with dabrafenib and trametinib were found at nine centres. Median OS was 25.3 months. In the whole cohort the ORR was 64%.",
            ["dabrafenib + trametinib OS 25.3", "dabrafenib + trametinib ORR 64"],
        ),
        (
            "Among 60 patients treated with ibrutinib and venetoclax, the ORR was 85%.",
            ["ibrutinib + venetoclax ORR 85"],
        ),
        (
            "接受来那度胺、硼替佐米和地塞米松的60例患者ORR为90%。",
            ["bortezomib + dexamethasone + lenalidomide ORR 90"],
        ),
        ("患者接受来那度胺和地塞米松,中位PFS为12个月。", ["dexamethasone + lenalidomide PFS 12"]),
        (
            "60例患者分别接受伊布替尼和维奈克拉治疗。ORR分别为45%和55%。",
            ["ibrutinib ORR 45", "venetoclax ORR 55"],
        ),
        (
            "In all, 120 patients received ibrutinib (n=60) and venetoclax (n=60). ORR was 45% and 55%.",
            ["ibrutinib ORR 45", "venetoclax ORR 55"],
        ),
        (
            "Patients treated with ibrutinib and venetoclax had ORRs of 45% and 55%, respectively.",
            ["ibrutinib ORR 45", "venetoclax ORR 55"],
        ),
        (
            "After 90 patients treated with gilteritinib and venetoclax, CR was 45% with gilteritinib and 35% with venetoclax.",
            ["gilteritinib CR 45", "venetoclax CR 35"],
        ),
        (
            "Patients previously treated with ibrutinib and venetoclax received pirtobrutinib. The ORR was 50%.",
            ["pirtobrutinib ORR 50"],
        ),
        ("40例接受泽布替尼和阿可替尼的患者ORR为80%。", ["acalabrutinib ORR 80"]),
    ],
)
def test_what_one_cohort_was_given_is_one_arm(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "15例MM患者以氟达拉滨和环磷酰胺清淋后接受新型细胞制剂输注,ORR为93.3%。其中位PFS为12个月。",
            [" ORR 93.3", " PFS 12"],
        ),
        (
            "Patients were lymphodepleted with bendamustine before tisagenlecleucel infusion. CR was 55%.",
            ["tisagenlecleucel CR 55"],
        ),
        (
            "环磷酰胺联合氟达拉滨作为清淋方案,之后输注靶向CD19的CAR-T细胞。CR率85%。",
            ["cd19 car-t CR 85"],
        ),
        ("Patients received conditioning with busulfan and fludarabine. The 2-year OS was 60%.", [" OS 60"]),
        (
            "Treosulfan conditioning gave a 2-year EFS of 64% versus 51% with busulfan.",
            ["treosulfan EFS 64", "busulfan EFS 51"],
        ),
        (
            "白消安预处理组与美法仑预处理组的2年OS率分别为60%和70%。",
            ["busulfan OS 60", "melphalan OS 70"],
        ),
    ],
)
def test_what_only_prepares_patients_is_no_arm(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "9例B-ALL患者改用供者来源的CAR-T细胞,共输注20例次。完全缓解5例,2年总生存率为49%。",
            ["car-t cell therapy CR 5", "car-t cell therapy OS 49"],
        ),
        ("Eleven patients with myeloma received CAR-NK cells. The ORR was 60%.", ["car-nk cell therapy ORR 60"]),
        ("TKIs are given to most patients. The MMR rate was 60%.", [" MMR 60"]),
        (
            "Twelve patients with myelofibrosis, 5 of whom were women, received allogeneic stem cell transplantation. The 5-year rates of OS and RFS were 42% and 51%, respectively.",
            [
                "allogeneic hematopoietic stem cell transplantation OS 42",
                "allogeneic hematopoietic stem cell transplantation RFS 51",
            ],
        ),
        (
            "34例重型AML患者行异基因造血干细胞移植。2年OS率为60%。",
            ["allogeneic hematopoietic stem cell transplantation OS 60"],
        ),
        (
            "患者接受维奈克拉联合阿扎胞苷,其中10例行异基因造血干细胞移植。2年OS率为60%。",
            ["azacitidine + venetoclax OS 60"],
        ),
        ("Patients who relapsed after allogeneic HSCT were followed. The 2-year OS was 50%.", [" OS 50"]),
        (
            "The CR rate was 60%. Twenty patients underwent allogeneic HSCT. The 2-year OS was 50%.",
            [" CR 60", " OS 50"],
        ),
    ],
)
def test_a_cell_product_or_transplantation_is_the_arm_of_its_cohort(text: str, wanted: list[str]) -> None:
    assert told_of(text) == wanted
