"""Plan of ``digits-forest``: random forests on handwritten digits, in a file store."""

from recorder.ledger import Project, Trial, ranked, repeated
from recorder.plan import at, drawn, keep_summary
from recorder.space import choice, integer

METRIC = "val_log_loss"
SPACE = {
    "n_estimators": integer(4, 16),
    "max_depth": integer(7, 16),
    "max_features": choice("sqrt", "log2"),
    "min_samples_leaf": choice(1, 2),
    "criterion": choice("gini", "entropy"),
    "bootstrap": choice(True, False),
}


def record(project: Project) -> None:
    """Run the plan, week by week."""
    found = project.campaign(drawn("forest", SPACE, 14, 3802, seed=0), at(38, 4, "09:40"))
    found += project.campaign(drawn("forest-b", SPACE, 13, 4102, seed=0), at(41, 2, "10:20"))
    best = ranked(found, METRIC, min)
    keep_summary(project, best[0])
    # 'auto' was a name for 'sqrt' until scikit-learn 1.1 and is refused since 1.3.
    project.campaign(
        [Trial(f"auto-{depth}", {**best[0].trial.params, "max_features": "auto",
                                 "max_depth": depth}) for depth in (8, 12, 16)],
        at(43, 4, "15:00"), workers=1)
    project.campaign(repeated(best[:1], "repeat", range(1, 5)), at(45, 3, "10:00"))
    project.campaign(drawn("forest-c", SPACE, 5, 4703, seed=0), at(47, 3, "09:05"))
