"""One root, a few children. Each message says what is wrong, where, and what to do next."""


class EventsError(Exception):
    """Anything that Dateline raises on purpose."""


class ReadingError(EventsError, ValueError):
    """An input that cannot be read as an article."""


class SettingError(EventsError, ValueError):
    """A setting or an option that cannot be used."""


class PipelineMissing(SettingError, ImportError):
    """The spaCy pipeline that was asked for is not installed."""


class ModelError(EventsError):
    """A model, or place data, that is not what was installed."""


class AnalysisError(EventsError):
    """An article that Dateline itself stumbled over."""


class GazetteerError(EventsError):
    """A gazetteer that cannot be built, opened or added to."""


class GeocoderError(EventsError):
    """A geocoding service that did not answer as it should."""


class StoreError(EventsError):
    """A store that cannot be opened, read or written."""


class CorrectionError(EventsError, ValueError):
    """A correction that cannot be made: of what is not there, or to what cannot be."""


class AccessError(EventsError):
    """Something that the role of who asks for it does not allow."""


class ConflictError(CorrectionError):
    """Somebody else corrected the same event meanwhile: `since` are the corrections that were not seen yet."""

    def __init__(self, message: str, since: tuple = ()):
        super().__init__(message)
        self.since = since
