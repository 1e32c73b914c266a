"""Errors that carry what was wrong, where, and what to do."""


class MeetingRecordsError(Exception):
    """A fault that a user can understand and mend.

    ``where`` names the file, line, parameter or setting; ``problem`` says what is wrong with it; ``remedy`` says what
    to do. Entrances show the three as one line or as a problem document, never a stack trace.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}. {remedy}")
        self.where = where
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["MeetingRecordsError"], tuple[str, str, str]]:
        """Let it pass from process to process."""
        return type(self), (self.where, self.problem, self.remedy)


class ArticleUnreadableError(MeetingRecordsError):
    """A file, line or page that is no article we can read. The others go on."""


class ReadingFailedError(ArticleUnreadableError):
    """An article on which this program itself fails."""


class StoreUnavailableError(MeetingRecordsError):
    """The database cannot be reached, written, or is of another schema."""


class SchemaMismatchError(StoreUnavailableError):
    """The database can be reached, but its tables are not those of this version."""


class ServiceBusyError(MeetingRecordsError):
    """Too much is being done already; the same is worth another try later."""


class WorkerLostError(ServiceBusyError):
    """What was at it ended before it was done. It may have been the cause: whoever sent it may try once more."""
