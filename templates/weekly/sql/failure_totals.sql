-- What runs that did not finish cost in the period, and how far they came.
WITH lost AS (
  SELECT r.run_key, r.project, r.status, r.duration_s,
    (SELECT max(s.last_step) FROM metric_summaries s WHERE s.run_key = r.run_key AND NOT coalesce(s.system, false)) AS last_step
  FROM runs r
  WHERE r.started_at >= :period_start AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.status IN ('failed', 'crashed', 'killed')
)
SELECT count(*) AS runs, sum(duration_s) AS seconds, count(duration_s) AS timed,
  quantile_cont(duration_s, 0.5) AS median_s, quantile_cont(duration_s, 0.9) AS late_s,
  count(last_step) AS stepped, count(*) FILTER (WHERE last_step IS NULL) AS silent, quantile_cont(last_step, 0.5) AS median_step,
  (SELECT sum(duration_s) FROM runs WHERE started_at >= :period_start AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL) AS all_seconds
FROM lost
HAVING count(*) > 0
