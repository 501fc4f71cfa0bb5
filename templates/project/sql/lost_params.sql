-- Values of params under which runs failed most beyond the others: the share of failures with it and without.
WITH ended AS (
  SELECT run_key, status IN ('failed', 'crashed') AS lost
  FROM runs
  WHERE status IN ('finished', 'failed', 'crashed', 'killed') AND started_at >= :period_start AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL
), totals AS (
  SELECT count(*) AS ended, count(*) FILTER (lost) AS lost FROM ended
), with_value AS (
  SELECT p.key, p.value, count(*) AS ended_with, count(*) FILTER (e.lost) AS lost_with
  FROM ended e
  JOIN params p ON p.run_key = e.run_key
  GROUP BY p.key, p.value
)
SELECT w.key, w.value, w.ended_with, w.lost_with, t.ended - w.ended_with AS ended_without, t.lost - w.lost_with AS lost_without,
  w.lost_with / w.ended_with AS rate_with, (t.lost - w.lost_with) / nullif(t.ended - w.ended_with, 0) AS rate_without
FROM with_value w, totals t
WHERE w.lost_with >= 3 AND w.ended_with < t.ended
  AND w.lost_with / w.ended_with >= 3 * (t.lost - w.lost_with) / nullif(t.ended - w.ended_with, 0)
ORDER BY w.lost_with DESC, w.ended_with, w.key, w.value
LIMIT 5
