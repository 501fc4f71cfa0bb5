"""The Git history behind the runs' commit tags: a real repository, small and with fixed dates.

It holds one file, ``settings.json``: the switches of the training code that changed during the
twelve weeks. A run reads its switches from the commit that it names, so the tag says what really
ran. Author, dates and contents are fixed, hence so are the hashes.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FIRST = {"batching": "slices", "diabetes_scaler": "none", "digits_edges": "absent"}
HISTORY = [
    ("2026-08-28T16:10:00+00:00", "Start the experiments", FIRST),
    ("2026-10-12T10:25:00+00:00", "Cut batches with one reshape",
     FIRST | {"batching": "reshape"}),
    ("2026-10-16T09:40:00+00:00", "Go back to slicing: small sets have no whole batch", FIRST),
    ("2026-10-26T09:15:00+00:00", "Standardise the diabetes measurements",
     FIRST | {"diabetes_scaler": "standard"}),
    ("2026-11-16T08:50:00+00:00", "Show edges to the digits network, anneal its learning rate",
     FIRST | {"diabetes_scaler": "standard", "digits_edges": "training"}),
    ("2026-11-16T15:30:00+00:00", "Compute the edges of the validation rows too",
     FIRST | {"diabetes_scaler": "standard", "digits_edges": "everywhere"}),
]


@dataclass(frozen=True)
class Commit:
    """One commit and the switches that its settings.json holds."""

    time: datetime
    sha: str
    settings: dict


class CodeHistory:
    """The commits, oldest first."""

    def __init__(self, directory: Path):
        """Make the repository in an empty directory."""
        self.commits = []
        self._git(directory, "init", "--quiet", "--initial-branch=main")
        for time, subject, settings in HISTORY:
            text = json.dumps(settings, indent=2, sort_keys=True) + "\n"
            (directory / "settings.json").write_text(text, encoding="utf-8")
            self._git(directory, "add", "settings.json")
            self._git(directory, "commit", "--quiet", "--message", subject, time=time)
            sha = self._git(directory, "rev-parse", "HEAD")
            committed = json.loads(self._git(directory, "show", "HEAD:settings.json"))
            self.commits.append(Commit(datetime.fromisoformat(time), sha, committed))

    def at(self, time: datetime) -> Commit:
        """Return the newest commit made before the time."""
        return [commit for commit in self.commits if commit.time <= time][-1]

    @staticmethod
    def _git(directory: Path, *arguments: str, time: str | None = None) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(directory),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "trainer" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "trainer@example.invalid" for who in ("AUTHOR", "COMMITTER")},
        }
        if time is not None:
            environment.update(GIT_AUTHOR_DATE=time, GIT_COMMITTER_DATE=time)
        result = subprocess.run(
            ["git", *arguments], cwd=directory, env=environment, check=True,
            capture_output=True, text=True)
        return result.stdout.strip()
