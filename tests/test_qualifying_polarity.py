"""What a sentence denies of a target and what it affirms beside it, on invented sentences."""

from __future__ import annotations

import pytest

from pipeline.qualifying.assertion import polarity

CASES = [
    ("adverb between", "甲药不直接[抑制]{MCL-1}。", "negated"),
    ("noun of effect", "甲药对{MCL-1}无明显[亲和力]。", "negated"),
    ("hardly any", "甲药对{ITK}几无[抑制活性]。", "negated"),
    ("english adverb", "Drug A does not significantly [inhibit] {KIT}.", "negated"),
    ("english noun", "Drug A has no measurable [affinity] for {KIT}.", "negated"),
    ("neither", "Neither A nor B [inhibits] {KIT}.", "negated"),
    ("other target spared", "甲药[抑制]{BCL-2}而不影响BCL-XL。", "affirmed"),
    ("spared itself", "甲药抑制BCL-2而不[影响]{BCL-XL}。", "negated"),
    ("without affecting another", "Drug A [inhibits] {KIT} without affecting ABL.", "affirmed"),
    ("inactive conformation", "甲药[结合]{JAK2}的无活性构象。", "affirmed"),
    ("irreversibly", "甲药不可逆地[抑制]{BTK}。", "affirmed"),
    ("not only", "甲药不仅[抑制]{BTK},还抑制ITK。", "affirmed"),
    ("which another inhibits", "Drug A spares {KIT}, which drug B [inhibits].", "affirmed"),
    ("weak", "甲药对{KDR}的[抑制]作用极弱。", "affirmed"),
]


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_negation_reaches_its_own_target_only(marked: str, expected: str) -> None:
    plain = marked.translate(str.maketrans("", "", "[]{}"))
    cue = marked.split("[")[0].translate(str.maketrans("", "", "{}"))
    target = marked.split("{")[0].translate(str.maketrans("", "", "[]"))
    cue_text, target_text = marked.split("[")[1].split("]")[0], marked.split("{")[1].split("}")[0]
    stated = min(len(cue), len(target)), max(len(cue) + len(cue_text), len(target) + len(target_text))
    assert polarity(plain, (0, len(plain)), stated, len(cue)) == expected
