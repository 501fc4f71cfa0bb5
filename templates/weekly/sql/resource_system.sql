-- How busy the hardware was in the runs of the period, by project and system metric; devices of one
-- kind together, and the six most telling metrics of each project.
WITH points AS (
  SELECT r.project, r.run_key, regexp_replace(m.key, '[0-9]+', '#', 'g') AS key, m.value
  FROM system_metrics m
  JOIN runs r ON r.run_key = m.run_key
  WHERE r.started_at >= :period_start AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND isfinite(m.value) AND regexp_matches(lower(m.key), 'gpu|cpu|mem|util|power')
), spread AS (
  SELECT project, key, regexp_matches(key, '^(system[./])?gpu[._](#[._])?(gpu|utili[sz]ation(_percentage)?)$') AS is_gpu_load,
    count(DISTINCT run_key) AS runs, count(*) AS points, quantile_cont(value, 0.1) AS low,
    quantile_cont(value, 0.5) AS middle, quantile_cont(value, 0.9) AS high
  FROM points
  GROUP BY project, key
)
SELECT *
FROM spread
QUALIFY row_number() OVER (PARTITION BY project ORDER BY is_gpu_load DESC, contains(lower(key), 'gpu') DESC,
  regexp_matches(lower(key), 'util|percent') DESC, key) <= 6
ORDER BY project, is_gpu_load DESC, contains(lower(key), 'gpu') DESC, regexp_matches(lower(key), 'util|percent') DESC, key
