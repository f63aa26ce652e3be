"""Drugs taken up from the sentence before, and drugs that a statement takes out, on invented sentences."""

from __future__ import annotations

import pytest

from pipeline.lexicon import Lexicon
from pipeline.records import Context
from pipeline.relating import mutation_response
from tests.relating_marks import section_of

IBRU, PIRTO, ZANU = "[DRUG:ibrutinib|伊布替尼]", "[DRUG:pirtobrutinib|吡托布替尼]", "[DRUG:zanubrutinib|泽布替尼]"
IBRU_EN, PIRTO_EN = "[DRUG:ibrutinib|ibrutinib]", "[DRUG:pirtobrutinib|pirtobrutinib]"
BTKI, BTKI_EN = "[DRUG_CLASS:btk inhibitor|BTK抑制剂]", "[DRUG_CLASS:btk inhibitor|BTK inhibitors]"
C481S = "[ALTERATION:BTK p.Cys481Ser|C481S]"
T474I = "[ALTERATION:BTK p.Thr474Ile|T474I]"
TP53 = "[ALTERATION:TP53 mutation|TP53突变]"
TP53_EN = "[ALTERATION:TP53 mutation|TP53 mutations]"
NPM1 = "[ALTERATION:NPM1 mutation|NPM1突变]"
CD19 = "[ALTERATION:CD19 loss|CD19 loss]"
GPRC5D = "[ALTERATION:GPRC5D loss|GPRC5D loss]"
CART, TALQ = "[DRUG_CLASS:cd19 car-t|CD19 CAR-T cells]", "[DRUG:talquetamab|talquetamab]"

CASES = [
    ("the latter", f"{ZANU}与{PIRTO}均已获批。后者不与半胱氨酸结合,对{C481S}仍有抑制作用。",
     "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("subgroups of a study", f"{PIRTO}的缓解率优于{IBRU}。分层看,{NPM1}预示良好疗效;{TP53}者缓解短暂。",
     "NPM1 mutation sensitivity pirtobrutinib; TP53 mutation resistance pirtobrutinib"),
    ("english subgroups", f"{PIRTO_EN} was compared with {IBRU_EN}. In patients with {TP53_EN}, no clear advantage was seen.",
     "TP53 mutation no_effect pirtobrutinib"),
    ("excepted", f"{C481S}对除{PIRTO}以外的{BTKI}均耐药。",
     "BTK p.Cys481Ser resistance btk inhibitor; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("english excepted", f"{C481S} confers resistance to all {BTKI_EN} except {PIRTO_EN}.",
     "BTK p.Cys481Ser resistance btk inhibitor; BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("but not", f"{C481S} defeats {IBRU_EN} but not {PIRTO_EN}.",
     "BTK p.Cys481Ser resistance ibrutinib; not BTK p.Cys481Ser resistance pirtobrutinib"),
    ("each with its drug", f"Antigen escape explains most failures of bispecifics - {CD19} with {CART}, {GPRC5D} with {TALQ}.",
     "CD19 loss resistance cd19 car-t; GPRC5D loss resistance talquetamab"),
    ("selected by", f"{TP53_EN} were selected by {IBRU_EN}.", "TP53 mutation resistance ibrutinib"),
    ("selected by, chinese", f"{TP53}由{IBRU}选择出来。", "TP53 mutation resistance ibrutinib"),
    ("under a drug", f"Under continuous {IBRU_EN}, {C481S} weakens drug binding; {T474I} has turned up alongside it.",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Thr474Ile resistance ibrutinib"),
    ("advised", f"出现{C481S}宜换{PIRTO},{T474I}者改用{ZANU}。",
     "BTK p.Cys481Ser sensitivity pirtobrutinib; BTK p.Thr474Ile sensitivity zanubrutinib"),
    ("advised for carriers", f"{C481S}者,宜改用{PIRTO}。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("advised for something else", f"转化多伴{TP53},继续用药获益不大,宜改用{ZANU}。", ""),
    ("known at diagnosis", f"初诊时有{TP53},{IBRU}治疗无效。", ""),
    ("figures of their own", f"{PIRTO}与{IBRU}比较。亚组分析中获益主要来自{NPM1}, {TP53}者HR为1.00。",
     "NPM1 mutation sensitivity pirtobrutinib"),
    ("considered", f"{C481S}患者时可考虑{PIRTO}。", "BTK p.Cys481Ser sensitivity pirtobrutinib"),
    ("changed without success", f"{T474I}者改用{ZANU}后仍进展。", ""),
    ("no such alteration", f"无{C481S}者可选{ZANU}。", ""),
    ("lower rate", f"{TP53}与较低的{IBRU}缓解率相关。", "TP53 mutation resistance ibrutinib"),
    ("english lower rate", f"{TP53_EN} were associated with lower response rates to {IBRU_EN}.",
     "TP53 mutation resistance ibrutinib"),
    ("benefit not lowered", f"{NPM1}者自{IBRU}的获益未见减少。", "NPM1 mutation no_effect ibrutinib"),
    ("only moderately", f"{C481S}对{PIRTO}仅中度敏感。", "BTK p.Cys481Ser resistance pirtobrutinib"),
    ("like those without", f"{TP53}者对{IBRU}的反应与无突变者无差别。", "TP53 mutation no_effect ibrutinib"),
    ("mainly affects", f"{C481S}主要累及{IBRU}与{ZANU}。",
     "BTK p.Cys481Ser resistance ibrutinib; BTK p.Cys481Ser resistance zanubrutinib"),
    ("mainly affects something else", f"{IBRU}已获批。{TP53}主要累及DNA结合域。", ""),
    ("evades a drug", f"{TP53}使细胞转而依赖他途,从而逃避{IBRU}。", "TP53 mutation resistance ibrutinib"),
    ("what is asked", f"{TP53}参与{IBRU}耐药,联用{ZANU}能否逆转尚无定论。", "TP53 mutation resistance ibrutinib"),
    ("a rate of benefit", f"{IBRU}在{TP53}队列中临床获益率为30%。", ""),
    ("shortened remissions", f"{TP53_EN} shorten remissions after {IBRU_EN}.", "TP53 mutation worse_prognosis ibrutinib"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_drugs_of_other_sentences_and_exceptions(marked: str, expected: str) -> None:
    section, sentences, mentions = section_of(marked)
    found, _ = mutation_response.find(section, sentences, mentions, Context(), Lexicon(()))
    told = [
        f"{'not ' if c.qualifiers.polarity == 'negated' else ''}{c.subject.name} {c.predicate} {c.object.name}"
        for c in found
        if c.object is not None
    ]
    assert sorted(told) == sorted(expected.split("; ") if expected else [])
