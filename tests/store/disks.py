"""Each kind of write to a store on a full disk and on a read-only one: `python -m tests.store.disks FOLDER`.

Runs in a mount namespace of its own and mounts a small disk at FOLDER. A line of JSON each: which disk, which write,
what was said of it, whether the store is as it was; and, once there is room, whether the same write is done.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from events.errors import EventsError
from events.model import Story
from events.store import Failed, Says, Store, transfer
from tests.archive import SIEGE, fill
from tests.factory import article
from tests.store.interrupted import of_revision

BY = Says("anna")
LONG = "Nobody was there. " * 5_000
FOLDER = Path(sys.argv[1])
URL = f"sqlite:///{FOLDER / 'store.sqlite'}"
Act = Callable[[Store], object]


def the(store: Store) -> str:
    return store.events()[0].id


ACTS: dict[str, Act] = {
    "add": lambda s: s.add(article(LONG), []),
    "read again": lambda s: s.replace(SIEGE.id, s.mentions(SIEGE.id)),
    "take out": lambda s: s.catalogue.take_out(SIEGE.id),
    "erase": lambda s: s.erase(SIEGE.id),
    "describe": lambda s: s.catalogue.describe(SIEGE.id, title=LONG, source=None, published=None, mentions=None),
    "correct": lambda s: s.corrections.set(the(s), "assertion", "planned", Says("anna", LONG)),
    "merge": lambda s: s.corrections.merge([e.id for e in s.events()[:2]], Says("anna", LONG)),
    "undo": lambda s: s.corrections.undo(BY),
    "tell": lambda s: s.stories.save(Story("", LONG)),
    "note a failure": lambda s: s.failed.note([Failed("a", LONG)]),
    "put together anew": lambda s: s.remerge(),
    "back up": lambda s: transfer.backup(s, FOLDER / "backup.sqlite"),
    "upgrade": lambda s: Store.open(f"sqlite:///{FOLDER / 'old.sqlite'}").close(),
    "open": lambda s: Store.open(URL).close(),
    "begin a new one": lambda s: Store.open(f"sqlite:///{FOLDER / 'new.sqlite'}").close(),
}


def content(store: Store) -> str:
    said = (store.articles(), store.events(), store.corrections.log(), store.stories.all(), store.failed.all())
    return str((said, store.revision()))


AT_ONCE = ("back up", "upgrade", "open", "begin a new one")  # without a store on the disk that was open before


def tried(disk: str, name: str, store: Store) -> None:
    before, why = content(store), None
    try:
        ACTS[name](store)
    except EventsError as error:
        why = str(error)
    print(json.dumps({"disk": disk, "write": name, "said": why, "same": content(store) == before}), flush=True)


def made() -> Path:
    """A folder with a store of today and one of the first version."""
    folder = Path(tempfile.mkdtemp())
    with Store.open(f"sqlite:///{folder / 'store.sqlite'}") as store:
        fill(store)
    of_revision("0001", folder / "old.sqlite")
    return folder


def begun(stores: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", FOLDER], check=True)
    shutil.copytree(stores, FOLDER, dirs_exist_ok=True)


def ballast() -> Path:
    path = FOLDER / "ballast"
    with suppress(OSError), path.open("wb", buffering=0) as out:
        while True:
            out.write(bytes(4096))
    return path


def main() -> None:
    stores = made()
    for name in ACTS:
        begun(stores)
        with Store.open(URL) as store:
            content(store)  # its files are all there
            room = ballast()
            tried("full", name, store)
            room.unlink()
            tried("with room", name, store)
        subprocess.run(["umount", FOLDER], check=True)
    begun(stores)
    shutil.rmtree(stores)
    subprocess.run(["mount", "-o", "remount,ro", FOLDER], check=True)
    with Store.open("sqlite://") as store:  # elsewhere
        fill(store)
        for name in AT_ONCE:
            tried("read-only", name, store)


if __name__ == "__main__":
    main()
