-- Per project, how many runs of the period were still improving when they stopped.
SELECT f.project, f.metric_key, count(*) AS runs, count(*) FILTER (f.still_improving) AS improving
FROM curve_feature f
JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key AND p.is_primary
JOIN runs r ON r.run_key = f.run_key
WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND r.started_at >= :period_start AND r.started_at < :period_end
GROUP BY f.project, f.metric_key
HAVING count(*) >= 3
ORDER BY improving DESC, f.project
