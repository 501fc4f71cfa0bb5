-- The points of the runs that noise found to differ in nothing but their seed, one configuration after
-- the other: those with most runs first, of equally many the better ones, 50 at most; every row says how
-- many there are. Times are only read where all points are on one step. Of curves of more than 500,000
-- points one in so many is read, and the last.
WITH ranked AS (
  SELECT c.configuration, count(*) OVER () AS n_configurations,
    row_number() OVER (ORDER BY c.n DESC, CASE WHEN :direction = 'max' THEN -c.mean ELSE c.mean END,
      c.configuration) AS place
  FROM repeated_configuration c
  WHERE c.project = :project AND c.metric_key = :metric_key
), chosen AS (
  SELECT k.place, k.configuration, k.n_configurations, x.run_key, s.points, s.min_step, s.max_step,
    s.first_step IS NOT DISTINCT FROM s.last_step AS one_step,
    CAST(ceil(s.points / 500000.0) AS BIGINT) AS stride
  FROM ranked k
  JOIN repeated_run x ON x.configuration = k.configuration
  JOIN metric_summaries s ON s.run_key = x.run_key
  WHERE k.place <= 50 AND x.project = :project AND x.metric_key = :metric_key AND s.key = :metric_key
)
SELECT c.place, c.configuration, c.n_configurations, m.run_key, m.seq, m.step,
  CASE WHEN c.one_step THEN m.time END AS at, m.value
FROM chosen c
JOIN metrics m ON m.run_key = c.run_key
WHERE m.key = :metric_key
  AND (c.stride <= 1 OR m.seq % c.stride = 0 OR m.seq = c.points - 1
    OR (NOT c.one_step AND (m.step = c.min_step OR m.step = c.max_step)))
ORDER BY c.place, m.run_key, m.seq
