"""How long a program has run, less the time in which it only waited.

A busy machine must not take a grade from anybody. Used on both sides of the
cage: inside it by `runner.py`, which finds this file beside itself, outside
by `cage.py`. Standard library only.
"""

import signal


class OutOfTime(BaseException):
    """A cell took too long. Not an Exception, so that few cells catch it."""


def waited(path: str = "/proc/thread-self/schedstat") -> float:
    """Return for how long a program was ready and no processor was free.

    In seconds, as Linux counts it; 0 where it does not.
    """
    try:
        with open(path, encoding="ascii") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class Clock:
    """Ends a cell that takes too long, on a busy machine as on an idle one.

    The time in which the program only waited for a processor does not count.
    """

    SLACK = 0.05  # seconds; less is not worth another ring

    def __init__(self, seconds: int) -> None:
        """Take the signal; no cell runs yet."""
        self.seconds = seconds
        self.allowed_for = 0.0
        signal.signal(signal.SIGALRM, self.ring)

    def start(self) -> None:
        """Begin to count."""
        self.allowed_for = waited()
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def stop(self) -> None:
        """Let what runs now take its time."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def ring(self, *_: object) -> None:
        """End the running cell, or give it the time that it only waited."""
        more = waited() - self.allowed_for
        if more > self.SLACK:
            self.allowed_for += more
            signal.setitimer(signal.ITIMER_REAL, more)
            return
        raise OutOfTime
