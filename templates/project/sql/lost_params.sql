-- Values of params under which runs failed far more often than others: the share of failures with it and without.
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
  -- How many standard errors the two shares differ by, were failures independent of the setting.
  (w.lost_with / w.ended_with - (t.lost - w.lost_with) / (t.ended - w.ended_with))
    / sqrt(t.lost / t.ended * (1 - t.lost / t.ended) * (1 / w.ended_with + 1 / (t.ended - w.ended_with))) AS z
FROM with_value w, totals t
WHERE w.lost_with >= 3 AND w.ended_with < t.ended AND t.lost < t.ended AND z >= 3.5
ORDER BY z DESC, w.key, w.value
LIMIT 3
