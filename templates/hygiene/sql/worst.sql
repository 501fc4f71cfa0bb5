-- The runs of the period with the fewest points.
WITH judged AS (
  SELECT h.project, coalesce(r.name, r.run_id) AS name, h.run_key, h.tracker, r.created_by, r.status, r.started_at,
    h.score, h.reproducible, h.explanation
  FROM hygiene_run h
  JOIN runs r ON r.run_key = h.run_key
  WHERE r.started_at >= :period_start AND r.started_at < :period_end
    AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
)
SELECT *, count(*) OVER () AS runs, count(*) OVER (PARTITION BY score) AS alike
FROM judged
ORDER BY score, started_at DESC, run_key
LIMIT 15
