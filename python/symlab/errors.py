"""What goes wrong, as exceptions."""


class EngineError(RuntimeError):
    """The engine failed. The message is the engine's; ``exit_code`` is that of its process."""

    def __init__(self, message, exit_code=1):
        super().__init__(message)
        self.exit_code = exit_code

    def __reduce__(self):
        return type(self), (str(self), self.exit_code)


class BadInputError(EngineError, ValueError):
    """A setting or the data cannot be used; the message names it, and what to do."""


class EngineNotFoundError(EngineError):
    """There is no engine to be found; the message says where it was looked for."""


def of_exit(code, message):
    """The exception for a process that ended with this code."""
    return BadInputError(message, code) if code == 2 else EngineError(message, code)
