-- The project's hygiene in one row.
SELECT n_runs, score, score_low, score_high, recordable_score, n_reproducible, n_partly, next_tracker,
  replace(next_item, '_', ' ') AS next_label, next_fix, next_runs, next_points, best_run, best_metric, best_value,
  best_reproducible, best_explanation, best_evidence, explanation
FROM hygiene_project
ORDER BY project
LIMIT 1
