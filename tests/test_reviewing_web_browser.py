"""The curators' page in Chromium: by keyboard alone, in both languages, with an input method, with several browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reviewing_browser import (
    HAN,
    chromium,  # noqa: F401 (a fixture)
    follow,
    key_of,
    log_in,
    many,
    needs_chromium,
    opened,
    press,
    served,
    stored,
)
from reviewing_runs import Run, sentence, target

from pipeline.reviewing.records import Decision, Filters
from pipeline.reviewing.store import Store

pytestmark = needs_chromium


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with stored(many(26).write(tmp_path / "run"), tmp_path / "review.sqlite") as made:
        yield made


def status(store: Store, key: str) -> str:
    return store.claim(key).status


@pytest.mark.parametrize("language", ["zh", "en"])
def test_twenty_claims_by_keyboard_alone(chromium: Any, store: Store, language: str) -> None:  # noqa: F811
    choices = [("a",), ("x", "1"), ("x", "0"), ("f",), (" ",)]
    expected = ["accepted", "rejected", "rejected", "flagged", "skipped"]
    with served(store, language="en" if language == "zh" else "zh") as base:
        page = opened(chromium, base, language)
        page.goto("/queue")
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[language]
        decided = []
        for number in range(20):
            decided.append(key_of(page))
            press(page, *choices[number % 5])
        assert page.complaints == []
    assert len(set(decided)) == 20
    assert [status(store, key) for key in decided] == expected * 4
    errors = [store.claim(key).judgement.error for key in decided[1:3]]
    assert errors == ["no_relation", "other"]


def test_undo_after_reload_without_end(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/queue")
        first = key_of(page)
        press(page, "a")
        second = key_of(page)
        press(page, "x", "3")
        page.reload()
        press(page, "Backspace")
        assert key_of(page) == second and "已撤销" in page.inner_text("[role=status]")
        press(page, "Backspace")
        assert key_of(page) == first
        assert page.complaints == []
    assert (status(store, first), status(store, second)) == ("open", "open")


def test_a_span_is_moved_by_characters_within_han_text(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/queue")
        key = key_of(page)
        start = int(store.claim(key).fields["subject_start"])
        press(page, "e")
        assert page.inner_text("[data-span-text=subject]") == "维奈克拉"
        page.focus("#span")
        for pressed in ("Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowLeft"):
            page.keyboard.press(pressed)
        assert page.inner_text("[data-span-text=subject]") == "𠮷药维奈克"
        page.click("[data-move=end][data-by='1']")
        page.click("[data-move=start][data-by='1']")
        assert page.inner_text("[data-span-text=subject]") == "药维奈克拉"
        assert page.inner_text("#span-told") == "药维奈克拉"
        page.focus("#span")
        press(page, "Control+Enter")
        assert page.complaints == []
    fields = store.claim(key).judgement.fields
    assert fields == {"subject_start": str(start - 1)}
    text = store.claim(key).sentence.text
    assert text[1:6] == "药维奈克拉" and text.startswith(HAN[:2])


def test_a_concept_is_found_by_pinyin_and_taken(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        store.concepts("yi", "DRUG")  # reads the vocabulary
        page = opened(chromium, base)
        page.goto("/queue")
        key = key_of(page)
        press(page, "e")
        page.focus("#seek-subject")
        page.keyboard.type("yilutini", delay=15)
        page.wait_for_selector("#hits-subject [data-name=ibrutinib]")
        page.keyboard.press("Enter")
        assert "ibrutinib" in page.inner_text("[data-shown=subject]")
        page.select_option("[name=predicate]", "degrades")
        press(page, "Control+Enter")
        assert page.complaints == []
    fields = store.claim(key).judgement.fields
    assert fields["subject"] == "ibrutinib" and fields["predicate"] == "degrades" and fields["subject_id"]


def test_no_key_works_while_an_input_method_composes(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/queue")
        key = key_of(page)
        page.evaluate("""() => {
            for (const key of ["a", "f", " ", "Backspace", "Process"]) {
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true }));
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, keyCode: 229, bubbles: true }));
            }
        }""")
        page.focus("#comment")
        devtools = page.context.new_cdp_session(page)
        for composed in ("f", "fa", "fax"):
            devtools.send("Input.imeSetComposition", {"text": composed, "selectionStart": 1, "selectionEnd": 1})
        devtools.send("Input.insertText", {"text": "方向 axf"})
        page.keyboard.type(" axf?")
        page.wait_for_timeout(300)
        assert key_of(page) == key and page.input_value("#comment") == "方向 axf axf?"
        assert status(store, key) == "open"
        page.keyboard.press("Escape")
        full = {"key": "ａ", "code": "KeyA"}  # the full-width letter of a Chinese keyboard
        page.evaluate(
            "told => document.body.dispatchEvent(new KeyboardEvent('keydown', {...told, bubbles: true}))", full
        )
        page.wait_for_selector(".notice.good")
        assert page.complaints == []
    assert store.claim(key).judgement.comment == "方向 axf axf?" and status(store, key) == "accepted"


def test_held_keys_and_fast_ones_decide_nothing_unseen(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/queue")
        page.keyboard.down("a")
        for _ in range(5):
            page.keyboard.down("a")  # repeats
        page.keyboard.up("a")
        page.wait_for_selector(".notice.good")
        page.wait_for_timeout(200)
        assert page.complaints == []
    assert store.progress().decided == 1


def test_keys_can_be_changed_and_stay_so(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/queue")
        page.keyboard.press("?")
        page.click("[data-remap=accept]")
        page.keyboard.press("x")
        assert "已有其他用途" in page.inner_text("#remap")
        page.keyboard.press("j")
        page.keyboard.press("Escape")
        page.reload()
        key = key_of(page)
        page.keyboard.press("a")
        assert page.inner_text("[data-action=accept] kbd") == "j"
        press(page, "j")
        assert page.complaints == []
    assert status(store, key) == "accepted"


def test_two_browsers_race_for_one_claim(chromium: Any, store: Store) -> None:  # noqa: F811
    for name in ("li", "wang"):
        store.write_account(name, "curator", f"password of {name}")
    key = store.page(Filters(), None).claims[0].key
    with served(store, accounts=True) as base:
        first, second = opened(chromium, base), opened(chromium, base)
        for page, name in ((first, "li"), (second, "wang")):
            log_in(page, name)
            page.goto(f"/claims/{key}")
        press(first, "a")
        second.keyboard.press("x")
        second.keyboard.press("4")
        second.wait_for_selector("text=有人先判断了")
        told = second.inner_text(".judged")
        assert "接受" in told and "li" in told
        press(second, "Enter")
        assert key_of(second) not in (key, "")
        assert first.complaints == second.complaints == []
    assert store.claim(key).judgement.kind == "accept"


def test_two_judge_blind_and_a_third_settles(chromium: Any, store: Store) -> None:  # noqa: F811
    for name, role in (("li", "curator"), ("wang", "curator"), ("zhao", "adjudicator")):
        store.write_account(name, role, f"password of {name}")  # type: ignore[arg-type]
    store.set_mode("double")
    key = store.page(Filters(), None).claims[0].key
    with served(store, accounts=True) as base:
        pages = [opened(chromium, base) for _ in range(3)]
        for page, name in zip(pages, ("li", "wang", "zhao"), strict=True):
            log_in(page, name)
        pages[0].goto(f"/claims/{key}")
        press(pages[0], "a")
        pages[1].goto(f"/claims/{key}")
        assert "接受 li" not in pages[1].inner_text("main") and "li," not in pages[1].inner_text("main")
        press(pages[1], "x", "2")
        pages[2].goto("/adjudication")
        follow(pages[2], "tbody th a")
        told = pages[2].inner_text(".two")
        assert "li" in told and "wang" in told and "实体识别错误" in told
        press(pages[2], "a")
        assert [page.complaints for page in pages] == [[], [], []]
    assert status(store, key) == "accepted"


def test_a_rerun_shows_what_changed(chromium: Any, store: Store, tmp_path: Path) -> None:  # noqa: F811
    kept = store.page(Filters(), None).claims[0]
    store.decide(kept.key, "local", Decision("accept"), kept.version)
    run = many(26)
    for row in (*run.sentences, *run.drug_target):
        for column in ("text", "evidence"):
            if row.get(column) == kept.evidence:
                row[column] = kept.evidence.replace("抑制", "强效抑制")
                row["end"] = str(int(row.get("end", 0)) + 2)
    run.drug_target = [{k: v for k, v in row.items() if k != "end"} for row in run.drug_target]
    store.import_run(run.write(tmp_path / "rerun"))
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/stale")
        assert "强效" in page.inner_text(".differences ins")
        assert "接受" in page.inner_text(".judged")
        follow(page, "a:text-is('重新判断')")
        assert "判断之后有变动" in page.inner_text("main")
        page.keyboard.press("a")
        page.wait_for_selector(".notice.good")
        page.goto("/stale")
        assert "没有变动" in page.inner_text("main")
        assert page.complaints == []


def test_the_paper_opens_at_the_place(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base, height=400)
        page.goto("/queue?order=paper&text=drug25")
        address = page.url
        press(page, "o")
        assert "第25项研究" in page.inner_text("#here")
        box = page.locator("#here").bounding_box()
        assert 0 <= box["y"] < 400
        press(page, "Escape")
        assert page.url == address and page.complaints == []


def test_a_group_is_decided_after_a_look(chromium: Any, tmp_path: Path) -> None:  # noqa: F811
    run = Run()
    for number in range(3):
        start, text = 100 * number, HAN.format(f"同一药物第{number}处")
        run.sentences.append(sentence(text, start))
        run.drug_target.append(target("venetoclax", start=start, evidence=text))
    with stored(run.write(tmp_path / "run"), tmp_path / "review.sqlite") as store, served(store) as base:
        page = opened(chromium, base, "en")
        page.goto("/queue")
        press(page, "g")
        assert page.locator(".members input:checked").count() == 3
        page.uncheck(".members li:last-child input")
        page.click("h1")
        press(page, "x", "5")
        assert page.complaints == []
        assert store.progress().by_status["rejected"] == 2


def test_a_server_that_is_gone_is_told(chromium: Any, store: Store) -> None:  # noqa: F811
    with served(store) as base:
        page = opened(chromium, base)
        page.goto("/queue")
        key = key_of(page)
    page.keyboard.press("a")
    page.wait_for_selector("#unsaved:not([hidden])")
    assert "未保存" in page.inner_text("#unsaved") and key_of(page) == key
    assert status(store, key) == "open"
