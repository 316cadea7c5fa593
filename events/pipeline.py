"""Article in, mentions out: composes the steps and does nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, tee

from events import actors, extraction, merging, places, settings, times
from events.errors import AnalysisError, EventsError
from events.model import Article, Failure, Mention, Parse, Timex, Toponym


@dataclass(frozen=True, slots=True)
class Analysis:
    """One article and what was read from it."""

    article: Article
    mentions: tuple[Mention, ...]
    toponyms: tuple[Toponym, ...]
    timexes: tuple[Timex, ...]


def is_left(article: Article) -> bool:
    """Whether no events are looked for in an article, since it is in a language that no pipeline is set for."""
    return settings.pipeline_for(article.language) is None


class Analyzer:
    """Holds the parser and the gazetteer, which are loaded once, and runs every step on each article."""

    def __init__(self, parser: extraction.Parser, geoparser: places.Geoparser):
        self.parser = parser
        self.geoparser = geoparser
        self._others: dict[str, extraction.Parser] = {}  # by the name of their pipeline

    @classmethod
    def from_settings(cls) -> Analyzer:
        """With what `events.settings` names; builds the gazetteer where it is missing."""
        parser = extraction.Parser(settings.pipeline(), actors.names())
        name = settings.geocoder()
        geocoder = places.open_geocoder(name) if name else None
        return cls(parser, places.Geoparser(places.open_gazetteer(), geocoder))

    def analyze(self, article: Article) -> Analysis:
        """Raises `AnalysisError` where a step fails on the article."""
        return self._analysis(*next(self._parses([article])))

    def analyze_all(self, articles: Iterable[Article]) -> Iterator[Analysis | Failure]:
        """One analysis an article, in order, as they are done; a failure for one on which a step fails."""
        for article, parse in self._parses(articles):
            try:
                analysis: Analysis | Failure = self._analysis(article, parse)
            except AnalysisError as error:
                analysis = Failure(article.name, str(error))
            yield analysis

    def geoparse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[Toponym, ...]]]:
        """Every toponym of each article, in order, without looking for events."""
        for article, parse in self._parses(articles):
            yield article, () if is_left(article) else self.geoparser.toponyms(parse, article.source)

    def _parses(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse]]:
        for parser, group in groupby(articles, self._parser):
            kept, read = tee(group)
            yield from zip(kept, parser.parse_all("" if is_left(a) else a.text for a in read), strict=True)

    def _parser(self, article: Article) -> extraction.Parser:
        """The parser for the language of an article; one that is left passes through any."""
        name = settings.pipeline_for(article.language)
        if name is None or article.language in (None, "en"):
            return self.parser
        if name not in self._others:
            self._others[name] = extraction.Parser(name, actors.names())
        return self._others[name]

    def _analysis(self, article: Article, parse: Parse) -> Analysis:
        if is_left(article):
            return Analysis(article, (), (), ())
        try:
            return self._steps(article, parse)
        except EventsError:
            raise
        except Exception as error:
            raise AnalysisError(
                f"cannot be analysed, which is a fault of Dateline ({type(error).__name__}: {error}): please report it"
            ) from error

    def _steps(self, article: Article, parse: Parse) -> Analysis:
        timexes = times.find(article.text, article.published, times.day_first(article))
        toponyms = self.geoparser.toponyms(parse, article.source)
        mentions = extraction.find_mentions(article, parse)
        mentions = actors.resolve(mentions, parse, toponyms)
        mentions = places.locate(mentions, parse, toponyms)
        mentions = times.anchor(mentions, parse, timexes, article.published)
        mentions = merging.share(merging.group_incidents(mentions, parse))
        mentions = places.calibrated(mentions)
        return Analysis(article, mentions, toponyms, timexes)
