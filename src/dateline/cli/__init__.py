"""The command line: `main` has the options, and each verb's work lies in a module of its own."""

from .main import run

__all__ = ["run"]
