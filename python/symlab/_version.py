"""The version, that of the engine that it was made with."""

__version__ = "0.1.0"
