-- The best repeated configuration of each project that ran in the period against the next: how often
-- a run of the one beats a run of the other, and the difference of their means against the seed noise.
WITH single AS (
  SELECT * FROM configured
  QUALIFY row_number() OVER (PARTITION BY project, configuration, seeds, value ORDER BY started_at, run_key) = 1
), grouped AS (
  SELECT project, metric_key, direction, configuration, arg_min(name, (badness, started_at, run_key)) AS name, count(*) AS n_seeds,
    avg(value) AS mean, stddev_samp(value) AS sd,
    row_number() OVER (PARTITION BY project ORDER BY avg(badness), min(run_key)) AS place,
    count(*) OVER (PARTITION BY project) AS configurations
  FROM single
  GROUP BY project, metric_key, direction, configuration
  HAVING count(*) >= 3
), wins AS (
  SELECT a.project, avg(CASE WHEN x.badness < y.badness THEN 1.0 WHEN x.badness = y.badness THEN 0.5 ELSE 0 END) AS win_share
  FROM grouped a
  JOIN grouped b ON b.project = a.project AND b.place = 2
  JOIN single x ON x.project = a.project AND x.configuration = a.configuration
  JOIN single y ON y.project = b.project AND y.configuration = b.configuration
  WHERE a.place = 1
  GROUP BY a.project
), noise AS (
  SELECT project, metric_key, sd, least_difference, degrees
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3 AND subset = 'all'
), best AS (
  SELECT project, configuration, name, value, row_number() OVER (PARTITION BY project ORDER BY badness, started_at, run_key) AS place
  FROM configured
)
SELECT a.project, a.metric_key, a.direction, a.configurations, a.name, a.n_seeds, a.mean, a.sd,
  b.name AS next_name, b.n_seeds AS next_seeds, b.mean AS next_mean, w.win_share,
  abs(a.mean - b.mean) AS gap,
  -- least_difference is that of two single runs; of two means it shrinks with the number of runs.
  n.least_difference / sqrt(2) * sqrt(1.0 / a.n_seeds + 1.0 / b.n_seeds) AS least_gap, n.sd AS noise_sd, n.degrees,
  t.name AS best_name, t.value AS best_value, t.configuration = a.configuration AS best_is_repeated,
  (SELECT count(*) FROM single s WHERE s.project = t.project AND s.configuration = t.configuration) AS best_seeds
FROM grouped a
JOIN best t ON t.project = a.project AND t.place = 1
LEFT JOIN grouped b ON b.project = a.project AND b.place = 2
LEFT JOIN wins w ON w.project = a.project
LEFT JOIN noise n ON n.project = a.project AND n.metric_key = a.metric_key
WHERE a.place = 1
ORDER BY a.project
