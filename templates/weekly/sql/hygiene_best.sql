-- The best run that each project made in the period, and whether it could be done again.
WITH best AS (
  SELECT *
  FROM scored
  WHERE is_new
  QUALIFY row_number() OVER (PARTITION BY project ORDER BY badness, started_at, run_key) = 1
)
SELECT b.project, b.name, b.run_key, b.metric_key, b.value, h.reproducible, h.explanation, h.evidence, h.score
FROM best b
JOIN hygiene_run h ON h.run_key = b.run_key
ORDER BY b.project
