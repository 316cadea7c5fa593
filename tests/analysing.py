"""`events.analysing` with a stand-in for the models: `events.analysing.Apart("tests.analysing")`."""

from events import analysing, workers
from tests import readers

if __name__ == "__main__":
    workers.analyzer = readers.quick
    analysing.main()
