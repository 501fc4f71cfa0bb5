-- What stands between the runs of the period and doing them again: which essential items they lack together.
SELECT replace(h.reproducible_missing, '_', ' ') AS missing, count(*) AS runs,
  string_agg(DISTINCT h.project, ', ' ORDER BY h.project) AS projects
FROM hygiene_run h
JOIN runs r ON r.run_key = h.run_key
WHERE r.started_at >= :period_start AND r.started_at < :period_end
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND h.reproducible_missing IS NOT NULL
GROUP BY h.reproducible_missing
ORDER BY runs DESC, missing
LIMIT 8
