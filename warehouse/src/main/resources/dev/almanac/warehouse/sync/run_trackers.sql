-- What is needed of each run to say which of several records of it counts.
WITH histories AS (
  SELECT run_key, sum(points)::BIGINT AS points FROM metric_summaries GROUP BY run_key
)
SELECT r.run_key, r.tracker, r.same_as, r.gone, coalesce(h.points, 0) AS points, r.source
FROM runs r
LEFT JOIN histories h ON h.run_key = r.run_key
ORDER BY r.run_key
