"""Makes `corpora/troubles`: small files of our own words, each of which shows one trouble that readers have with papers.

Run it beside `make_formats.py`, with the test extra installed: `python corpora/make_troubles.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_formats import Part, pdf

OUT = Path(__file__).resolve().parent / "troubles"
TITLE = Part("title", "维奈克拉治疗急性髓系白血病的读取示例")
ENGLISH = Part("title", "A reading example on venetoclax in acute myeloid leukemia")
REFERENCES = (
    Part("references", "参考文献"),
    Part("reference", "[1] Doe J, Roe R. An invented trial of venetoclax[J]. Example J Hematol, 2021, 3(2): 4-9."),
    Part("reference", "[2] Poe P. An invented study of resistance[J]. Example J Hematol, 2022, 4(1): 1-7."),
)
BODY = (
    Part("heading", "1 机制", 1),
    Part("paragraph", "维奈克拉是一种BCL-2抑制剂，可解除BCL-2对BAX的束缚而诱导白血病细胞凋亡<sup>[1]</sup>。"),
    Part("paragraph", "MCL-1上调可介导维奈克拉耐药<sup>[2]</sup>，而FLT3-ITD患者对维奈克拉单药亦常耐药。"),
    Part("heading", "2 疗效", 1),
    Part("paragraph", "在一项示例研究<sup>[1]</sup>中，维奈克拉联合阿扎胞苷组的完全缓解率为36%，对照组为18%(P<0.001)，"
         "中位总生存期为14.0个月和9.0个月(HR=0.66, 95%CI 0.52~0.85)。"),
)  # fmt: skip
ROWS = (
    ("方案", "例数", "完全缓解率", "中位总生存期"),
    *tuple(
        (f"维奈克拉+阿扎胞苷，第{number}组", f"{20 + number}", f"{30 + number}%", f"{10 + number}.5个月")
        for number in range(1, 41)
    ),
)
PLAIN = (
    "维奈克拉治疗急性髓系白血病的读取示例\n\n1 机制\n\n维奈克拉是一种BCL-2抑制剂，可诱导白血病细胞凋亡[1]。"
    "MCL-1上调可介导维奈克拉耐药[2]。\n\n2 疗效\n\n在一项示例研究[1]中，维奈克拉联合阿扎胞苷组的完全缓解率为36%，对照组为18%。\n\n"
    "参考文献\n\n[1] Doe J, Roe R. An invented trial of venetoclax[J]. Example J Hematol, 2021, 3(2): 4-9.\n"
    "[2] Poe P. An invented study of resistance[J]. Example J Hematol, 2022, 4(1): 1-7.\n"
)
TRADITIONAL = (
    "維奈克拉治療急性骨髓性白血病的讀取示例\n\n1 機制\n\n維奈克拉是一種BCL-2抑制劑，可誘導白血病細胞凋亡[1]。"
    "MCL-1上調可介導維奈克拉抗藥性[2]。\n\n2 療效\n\n在一項示例研究[1]中，維奈克拉聯合azacitidine組的完全緩解率為36%，對照組為18%。\n\n"
    "參考文獻\n\n[1] Doe J, Roe R. An invented trial of venetoclax[J]. Example J Hematol, 2021, 3(2): 4-9.\n"
    "[2] Poe P. An invented study of resistance[J]. Example J Hematol, 2022, 4(1): 1-7.\n"
)


def full_width(text: str) -> str:
    """Digits, letters and signs as wide as Han characters, as some typesetters have them; the reference list is kept."""
    body, heading, references = text.partition("参考文献")
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "[]"}
    return body.translate(wide) + heading + references


def superscripts() -> str:
    """Superscripts that cite beside superscripts that are exponents and charges."""
    return PLAIN.replace("凋亡[1]", "凋亡¹").replace("耐药[2]", "耐药²").replace("研究[1]", "研究¹").replace(
        "对照组为18%。", "对照组为18%²。白细胞为5×10⁹/L者的CD8⁺T细胞增多¹。"
    )  # fmt: skip


def main() -> int:
    """Writes the files."""
    OUT.mkdir(exist_ok=True)
    texts = {
        "full_width_digits.txt": full_width(PLAIN).encode(),
        "superscripts.txt": superscripts().encode(),
        "traditional_characters.txt": TRADITIONAL.encode(),
        "encoding_gb18030.txt": PLAIN.encode("gb18030"),
        "encoding_big5.txt": TRADITIONAL.encode("big5"),
        "encoding_utf16.txt": PLAIN.encode("utf-16"),
        "two_columns.pdf": pdf([TITLE, ENGLISH, *BODY, *BODY[1:3] * 6, *REFERENCES], columns=2),
        "table_over_two_pages.pdf": pdf(
            [TITLE, *BODY, Part("caption", "表1 各组的疗效"), Part("table", rows=ROWS), *REFERENCES]
        ),
        "superscripts.pdf": pdf([TITLE, *BODY, Part("paragraph", "白细胞为5×10<sup>9</sup>/L者的CD8<sup>+</sup>T细胞增多"
                                                    "<sup>[1-2]</sup>。"), *REFERENCES]),
    }  # fmt: skip
    for name, data in texts.items():
        (OUT / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
