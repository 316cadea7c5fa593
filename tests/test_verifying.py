"""A model that was changed after it was installed is not read."""

from __future__ import annotations

import json
import shutil
from importlib import metadata
from pathlib import Path

import pytest

from events import settings, verifying
from events.errors import ModelError
from events.extraction.tagger import FOLDER, Tagger


@pytest.fixture
def installed(tmp_path, monkeypatch) -> Path:
    """A copy of the language model's package, found before the installed one."""
    name = settings.pipeline()
    for file in metadata.files(name) or ():
        if ".." not in file.parts and file.suffix != ".pyc":
            to = tmp_path / file
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(file.locate()), to)
    monkeypatch.syspath_prepend(tmp_path)
    return next((tmp_path / name).glob(f"{name}-*"))


def test_what_is_installed_is_what_it_was(installed):
    verifying.check_package(settings.pipeline())
    assert (settings.pipeline(), metadata.version(settings.pipeline())) in verifying.KNOWN


@pytest.mark.parametrize("file", ["parser/model", "vocab/strings.json", "meta.json"])
def test_a_language_model_that_was_changed_is_not_read(installed, file):
    data = bytearray((installed / file).read_bytes())
    data[len(data) // 2] ^= 1
    (installed / file).write_bytes(data)
    with pytest.raises(ModelError, match=f"{file} is not what was installed"):
        verifying.check_package(settings.pipeline())


def test_a_file_that_is_gone(installed):
    (installed / "parser" / "model").unlink()
    with pytest.raises(ModelError, match="parser/model is not what was installed"):
        verifying.check_package(settings.pipeline())


def test_another_package_of_its_name_and_version_is_not_read(installed):
    record = next(installed.parents[1].glob("*.dist-info")) / "RECORD"
    lines = [line for line in record.read_text().splitlines() if "lemmatizer" not in line]
    record.write_text("\n".join(lines))
    with pytest.raises(ModelError, match="is not the one that Dateline was made with"):
        verifying.check_package(settings.pipeline())


def test_a_tagger_that_was_changed_is_not_read(tmp_path):
    for name in ("tokenizer.json", "training.json"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"another")
    with pytest.raises(ModelError, match=r"model\.onnx is not what it was"):
        Tagger(tmp_path)
    assert json.loads((FOLDER / "training.json").read_text())["sha256"]
