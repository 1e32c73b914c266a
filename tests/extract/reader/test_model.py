"""The model that the package ships: its files, and that what it reads does not depend on how it is asked."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.extract.marks import Label
from app.extract.reader import ModelUnusableError, read
from app.extract.reader.model import FILES, MODEL_FOLDER, load_reader

TEXTS = (
    """OSLO, March 3 (Reuters) - Norwegian Foreign Minister Ida Holm met Finnish Foreign Minister Pekka Laine in Oslo on
Tuesday. They discussed herring quotas.""",
    "President Rosa Vega of Ecuador will visit Lima next week for talks on border trade, her office said.",
    "Copper prices rose for the third day.",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


def test_the_model_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.iterdir()) < 30_000_000


def test_the_model_has_a_card() -> None:
    card = (MODEL_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert all(f"## {part}" in card for part in ("Data", "Figures", "Limits"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_the_shipped_one_is_refused_by_name(copy: Path, name: str) -> None:
    with (copy / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelUnusableError, match=name):
        load_reader(copy)


@pytest.mark.parametrize("name", [*FILES, "checksums.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelUnusableError, match=name):
        load_reader(copy)


def test_checksums_that_cannot_be_read_are_named(copy: Path) -> None:
    (copy / "checksums.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelUnusableError, match=r"checksums\.json"):
        load_reader(copy)


def test_checksums_list_every_file() -> None:
    assert set(json.loads((MODEL_FOLDER / "checksums.json").read_text(encoding="utf-8"))) == set(FILES)


def test_names_agenda_and_place_are_marked() -> None:
    (occasion,) = read(TEXTS[0])
    marked = {(mark.label, mark.span.of(TEXTS[0])) for mark in occasion.marks}
    wanted = {
        (Label.NAME, "Ida Holm"),
        (Label.NAME, "Pekka Laine"),
        (Label.TOPIC, "herring quotas"),
        (Label.PLACE, "Oslo"),
    }
    assert wanted <= marked


def test_the_same_text_gives_the_same_reading_in_any_order_and_thread() -> None:
    alone = [read(text) for text in TEXTS]
    assert [read(text) for text in reversed(TEXTS)] == alone[::-1]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(read, TEXTS * 3)) == alone * 3
