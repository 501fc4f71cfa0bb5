-- Every trial in the order of beginning: its value, and whether it was a new best. What the first tenth tries
-- out would squash the rest, so new bests are told from its end.
WITH scored AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.started_at, p.metric_key, p.direction,
    CASE WHEN r.status IN ('finished', 'unknown') AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
      THEN CASE p.direction WHEN 'max' THEN s.max ELSE s.min END END AS value,
    row_number() OVER (ORDER BY r.started_at NULLS LAST, r.run_key) AS trial
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.project || '/' || coalesce(r.group_name, r.parent_run_id) = :sweep AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.status NOT IN ('running', 'scheduled')
), running AS (
  SELECT *,
    CASE direction WHEN 'max' THEN max(value) OVER (ORDER BY trial) ELSE min(value) OVER (ORDER BY trial) END AS best
  FROM scored
), marked AS (
  SELECT *, best IS DISTINCT FROM lag(best) OVER (ORDER BY trial) AS improved, count(*) OVER () AS trials FROM running
)
SELECT trial, name, value, metric_key, direction, 'linear' AS x_scale,
  CASE WHEN value IS NULL THEN 'failed' WHEN improved AND (trial >= trials / 10.0 OR value = (SELECT CASE any_value(direction) WHEN 'max' THEN max(value) ELSE min(value) END FROM marked)) THEN 'best' ELSE 'run' END AS role,
  (SELECT CASE WHEN min(value) > 0 AND quantile_cont(value, 0.9) >= 30 * quantile_cont(value, 0.1) THEN 'log' ELSE 'linear' END
   FROM marked WHERE value IS NOT NULL) AS y_scale,
  CASE direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better
FROM marked
WHERE (SELECT count(value) FROM marked) > 0
ORDER BY trial
