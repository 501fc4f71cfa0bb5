-- Params that are the same in all the runs.
WITH asked AS (
  SELECT unnest(from_json(:runs, '["VARCHAR"]')) AS run_key
), own AS (
  SELECT p.run_key, p.key, max(p.value) AS value, coalesce(CAST(max(p.number) AS VARCHAR), max(p.value), 'null') AS same
  FROM asked a
  JOIN params p ON p.run_key = a.run_key
  GROUP BY p.run_key, p.key
)
SELECT key, CASE WHEN length(any_value(value)) > 80 THEN left(any_value(value), 80) || '…' ELSE any_value(value) END AS value, count(*) OVER () AS n
FROM own
GROUP BY key
HAVING count(DISTINCT same) = 1 AND count(*) = (SELECT count(*) FROM asked)
ORDER BY key
LIMIT 300
