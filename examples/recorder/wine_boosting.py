"""Plan of ``wine-boosting``: boosted trees on 106 wines, in a file store."""

from recorder.ledger import Project, Trial, ranked, repeated
from recorder.plan import at, drawn, keep_summary, random_sweep
from recorder.space import choice, integer, log_integer, log_uniform, uniform

METRIC = "val_log_loss"
SPACE = {
    "learning_rate": log_uniform(0.02, 1),
    "n_estimators": choice(20, 40, 60, 80),
    "max_depth": integer(1, 5),
    "subsample": uniform(0.4, 1),
    "min_samples_leaf": log_integer(1, 16),
    "early_stopping": choice(True, False),
}
FIXED = {"loss": "log_loss", "seed": 0}


def record(project: Project) -> None:
    """Run the plan, week by week; nothing happens after week 46."""
    found = random_sweep(
        project, "boost-a", SPACE, 14, at(37, 1, "14:30"), 3703, METRIC, min, **FIXED)
    found += project.campaign(drawn("boost-b", SPACE, 9, 4103, **FIXED), at(41, 5, "13:50"))
    best = ranked(found, METRIC, min)[0]
    keep_summary(project, best)
    project.record(
        Trial("boost-night", {**best.trial.params, "n_estimators": 80, "learning_rate": 0.05,
                              "early_stopping": False}, vanish_after=33, committed=False),
        at(41, 5, "17:55"))
    # The loss was called 'deviance' until scikit-learn 1.1 and is refused since 1.3.
    project.record(
        Trial("deviance", {**best.trial.params, "loss": "deviance"}, committed=False),
        at(43, 1, "10:12"))
    project.record(
        Trial("slow-learner", {**best.trial.params, "n_estimators": 80, "learning_rate": 0.02},
              interrupt_after=44), at(43, 1, "10:20"))
    project.campaign(repeated([best], "repeat", range(1, 5)), at(44, 4, "14:00"))
    project.campaign(drawn("boost-c", SPACE, 3, 4602, **FIXED), at(46, 2, "11:30"))
