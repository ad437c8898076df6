"""The errors that are written for the person at the desk."""


class UserError(Exception):
    """Something the user can understand and mend; both parts are Chinese sentences.

    `message` says what happened and where, `remedy` what to do now (may be empty).
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}"


class Unreadable(UserError):
    """A file that was given to the program cannot be read as what it claims to be."""
