"""A small store with something of everything, and the folder that it is exported into."""

from __future__ import annotations

from pathlib import Path

from events.export import parquet_folder
from events.merging import group_incidents
from events.model import Chapter, Story
from events.store import Says, Store
from tests.factory import AMERLI, IRAN_STATE, IRAQ, ISLAMIC_STATE, MOSUL, ROME, UNITED_STATES, article, day, mention

BY = Says("anna")
SIEGE = article(
    "Siege of Amerli\n\nIslamic State besieged Amerli. A café there was shelled, ministers said. More is unknown.",
    name="siege.txt", title="Siege of Amerli", published="2014-09-01", source="The Paper", language="en",
)  # fmt: skip
AGAIN = article("The Islamic State siege of Amerli went on for weeks in 2014.", name="again.txt", source="The Wire")
STRIKE = article("U.S. jets bombed trucks near Mosul.", name="../strike.txt")
TALKS = article("Ministers of Iran met on a day that nobody named.", name="talks.txt")
CAESAR = article("Caesar crossed the Rubicon, far north of Rome.", name="caesar.txt", title="<b>Die</b> is cast")


def fill(store: Store) -> None:
    """Seven events: two are merged by hand, and one of the other is deleted."""
    fighters = [("Islamic State", ISLAMIC_STATE)]
    found = {
        SIEGE: [
            mention(SIEGE, "besieged", mode="siege", who=fighters, place=AMERLI, time=day("2014-08-31"), salience=0.9),
            mention(SIEGE, "shelled", mode="shelling", place=AMERLI, time=day("2014-08-31")),
            mention(SIEGE, "said", "OTHER", place=IRAQ),
        ],
        AGAIN: [mention(AGAIN, "siege", mode="siege", who=fighters, place=AMERLI, time=day("2014-09-03"))],
        STRIKE: [mention(STRIKE, "bombed", who=[("U.S.", UNITED_STATES)], place=MOSUL, time=day("2014-08-01"))],
        TALKS: [mention(TALKS, "met", "CONSULT", who=[("Iran", IRAN_STATE)])],
        CAESAR: [mention(CAESAR, "crossed", "MOBILIZE", place=ROME, time=day("-0048-01-10"))],
    }
    for told, mentions in found.items():
        store.add(told, group_incidents(mentions))
    by_trigger = {m.trigger.text: e for e in store.events() for m in e.mentions}
    if by_trigger["siege"].id != by_trigger["besieged"].id:
        store.corrections.merge([by_trigger["besieged"].id, by_trigger["siege"].id], BY)
    store.corrections.delete(by_trigger["said"].id, BY)
    chapters = (Chapter(by_trigger["besieged"].id, "It began here"), Chapter(by_trigger["bombed"].id, ""))
    store.stories.save(Story("", "A summer", chapters))


def exported(at: Path, **options: bool) -> Path:
    """The folder of such a store, which lies beside it as test.sqlite."""
    with Store.open(f"sqlite:///{at / 'test.sqlite'}") as store:
        fill(store)
        parquet_folder.write(store, at / "folder", **options)
    return at / "folder"
