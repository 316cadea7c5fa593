"""One target, until the time is over: `python -m tools.fuzz.one TARGET CORPUS -artifact_prefix=FOLDER/ …`."""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from hashlib import blake2b
from pathlib import Path

import atheris

LED_BY = ["events", "pypdf", "striprtf", "email", "feedparser", "openpyxl", "trafilatura", "htmldate", "warcio", "yaml",
          "dateutil", "zipfile", "tarfile", "courlan", "justext", "et_xmlfile"]  # fmt: skip


def main() -> None:
    name = sys.argv.pop(1)
    folder = Path(next(a for a in sys.argv if a.startswith("-artifact_prefix=")).partition("=")[2])
    logging.disable()
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=LED_BY):
        from tests.fuzz import seeds
        from tests.fuzz.targets import TARGETS

        target = TARGETS[name]
        for seed in seeds.of(name):
            target(seed)  # what it imports only then
    known: set[str] = set()

    def once(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
            if where not in known:
                known.add(where)
                at = folder / f"{where}-{blake2b(data, digest_size=4).hexdigest()}"
                at.write_bytes(data)
                at.with_name(f"traceback {where}").write_text(traceback.format_exc(), encoding="utf-8")

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
