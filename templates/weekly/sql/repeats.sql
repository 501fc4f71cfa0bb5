-- Every run of the configurations that were run with three seeds or more: the eight best of each
-- project that ran in the period.
WITH single AS (
  -- The same seed with the same result is one computation done twice.
  SELECT * FROM configured
  QUALIFY row_number() OVER (PARTITION BY project, configuration, seeds, value ORDER BY started_at, run_key) = 1
), grouped AS (
  SELECT project, configuration, arg_min(name, (badness, started_at, run_key)) AS name, count(*) AS n_seeds, avg(badness) AS badness,
    row_number() OVER (PARTITION BY project ORDER BY avg(badness), min(run_key)) AS place,
    count(*) OVER (PARTITION BY project) AS configurations
  FROM single
  GROUP BY project, configuration
  HAVING count(*) >= 3
)
SELECT s.project, s.metric_key, s.direction, g.place, g.configurations, g.name, g.n_seeds,
  g.place || '. ' || g.name || ' (' || g.n_seeds || ')' AS label, s.value,
  CASE s.direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better
FROM grouped g
JOIN single s ON s.project = g.project AND s.configuration = g.configuration
WHERE g.place <= 8
ORDER BY s.project, g.place, s.value, s.run_key
