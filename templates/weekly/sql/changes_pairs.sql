-- Projects whose best run of all time is of the period, with the best run before.
WITH ranked AS (
  SELECT *, row_number() OVER (PARTITION BY project, is_new ORDER BY badness, started_at, run_key) AS place
  FROM scored
)
SELECT n.project, n.metric_key, n.direction, n.run_key, n.name, n.url, n.value, b.run_key AS run_key_before, b.name AS name_before,
  b.url AS url_before, b.value AS value_before, b.badness - n.badness AS gain,
  (SELECT any_value(h.path) FROM hp_ablation h WHERE h.from_run_key = b.run_key AND h.to_run_key = n.run_key) AS path
FROM ranked n
JOIN ranked b ON b.project = n.project AND NOT b.is_new AND b.place = 1
WHERE n.is_new AND n.place = 1 AND n.badness < b.badness
ORDER BY n.project
