"""Reads the data sets of the scenario "accuracy-peers" and prints answers to them."""

import contextlib
import pathlib
import resource
import signal
import sys


class OutOfTime(Exception):
    pass


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


@contextlib.contextmanager
def patience(seconds):
    def stop(*_):
        raise OutOfTime

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Param:
    """One column: kind is float, log, int or choice; a value is None where it does not exist."""

    def __init__(self, name, spec, cells):
        self.name = name
        self.kind, *bounds = spec.split(":")
        read = int if self.kind in ("int", "choice") else float
        self.values = [read(cell) if cell else None for cell in cells]
        if self.kind == "choice":
            self.low, self.high = 0, int(bounds[0]) - 1
        else:
            self.low, self.high = (read(float(bound)) for bound in bounds)
        if self.kind == "int":
            self.low, self.high = int(self.low), int(self.high)

    @property
    def choices(self):
        return list(range(self.high + 1))


def data_sets(folder):
    for file in sorted(pathlib.Path(folder).glob("*.csv")):
        names, specs, *rows = (line.split(",") for line in file.read_text().splitlines())
        columns = list(zip(*rows))
        params = [
            Param(name, spec, cells) for name, spec, cells in zip(names[:-1], specs, columns[:-1])
        ]
        yield file.stem, params, [float(cell) for cell in columns[-1]]


def run(folder, seconds, methods):
    """Asks every method about every data set; a method returns {param: (share, low, high)}."""
    spent = dict.fromkeys(methods, 0.0)
    for name, params, metric in data_sets(folder):
        for method, ask in methods.items():
            started = cpu_seconds()
            try:
                with patience(seconds):
                    answer = ask(params, metric)
            except OutOfTime:
                print(f"skipped {method} {name}: more than {seconds} s")
            except Exception as error:
                print(f"skipped {method} {name}: {type(error).__name__}: {str(error)[:90]}")
            else:
                for param, (share, low, high) in answer.items():
                    ends = ",".join("" if end is None else repr(float(end)) for end in (low, high))
                    print(f"answer,{method},{name},{param},{float(share)!r},{ends}")
            spent[method] += cpu_seconds() - started
    for method, cost in spent.items():
        print(f"time,{method},{cost}")
    sys.stdout.flush()
