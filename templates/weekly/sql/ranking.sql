-- The ten best configurations of each project that ran in the period: their rank now and when the
-- period began, by their best run, and what their seeds say together.
WITH grouped AS (
  SELECT project, metric_key, direction, configuration, min(badness) AS badness, min(started_at) AS since,
    min(badness) FILTER (WHERE started_at < :period_start) AS badness_before,
    arg_min(value, (badness, started_at, run_key)) AS value,
    arg_min(name, (badness, started_at, run_key)) AS name,
    arg_min(run_key, (badness, started_at, run_key)) AS run_key,
    first(url ORDER BY badness, started_at, run_key) AS url,
    first(duration_s ORDER BY badness, started_at, run_key) AS duration_s,
    -- The same seed with the same result is one computation done twice.
    count(DISTINCT (seeds, value)) AS n_seeds, count(*) AS n_runs,
    count(*) FILTER (WHERE started_at >= :period_start) AS n_new
  FROM configured
  GROUP BY project, metric_key, direction, configuration
), spread AS (
  SELECT project, configuration, avg(value) AS mean, stddev_samp(value) AS sd
  FROM (SELECT DISTINCT project, configuration, seeds, value FROM configured)
  GROUP BY project, configuration
  HAVING count(*) >= 3
), ranked AS (
  SELECT *,
    rank() OVER (PARTITION BY project ORDER BY badness) AS place,
    CASE WHEN badness_before IS NOT NULL THEN
      rank() OVER (PARTITION BY project ORDER BY badness_before NULLS LAST) END AS place_before,
    row_number() OVER (PARTITION BY project ORDER BY badness, since, configuration) AS line,
    count(*) OVER (PARTITION BY project) AS configurations
  FROM grouped
), listed AS (
  SELECT * FROM ranked WHERE line <= 10
), told AS (
  SELECT l.project, l.run_key, p.key, p.value,
    count(*) OVER (PARTITION BY l.project, p.key, p.value) AS alike,
    (SELECT count(*) FROM listed o WHERE o.project = l.project) AS lines
  FROM listed l
  JOIN params p ON p.run_key = l.run_key
  LEFT JOIN param_role r ON r.project = l.project AND r.param_key = p.key
  WHERE coalesce(r.role, 'setting') = 'setting'
), written AS (
  -- Twelve settings can be read; a number that was drawn needs no seventeen digits.
  SELECT run_key, key || '=' || CASE WHEN length(value) > 9 AND regexp_matches(value, '^-?[0-9.]+(e-?[0-9]+)?$')
      AND try_cast(value AS DOUBLE) IS NOT NULL AND strpos(value, '.') > 0 THEN format('{:.6g}', try_cast(value AS DOUBLE))
    WHEN length(value) > 60 THEN left(value, 59) || '…' ELSE value END AS words,
    row_number() OVER (PARTITION BY run_key ORDER BY key) AS n, count(*) OVER (PARTITION BY run_key) AS settings
  FROM told
  WHERE alike < lines
)
SELECT l.project, l.metric_key, l.direction, l.place, l.place_before, l.name, l.url, l.value,
  CASE l.direction WHEN 'max' THEN -l.badness_before ELSE l.badness_before END AS value_before,
  l.duration_s, l.n_seeds, l.n_new, l.configurations, s.mean, s.sd,
  s.sd / sqrt(l.n_seeds) * CASE least(l.n_seeds, 11) WHEN 3 THEN 4.303 WHEN 4 THEN 3.182 WHEN 5 THEN 2.776 WHEN 6 THEN 2.571 WHEN 7 THEN 2.447
      WHEN 8 THEN 2.365 WHEN 9 THEN 2.306 WHEN 10 THEN 2.262 WHEN 11 THEN 1.96 + 2.5 / (l.n_seeds - 1) END AS half,
  (SELECT string_agg(t.words, ', ' ORDER BY t.n) || CASE WHEN max(t.settings) > 12 THEN ' and ' || (max(t.settings) - 12) || ' more' ELSE '' END
   FROM written t WHERE t.run_key = l.run_key AND t.n <= 12) AS settings
FROM listed l
LEFT JOIN spread s ON s.project = l.project AND s.configuration = l.configuration
ORDER BY l.project, l.line
