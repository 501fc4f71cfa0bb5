-- The ten best configurations of each project that ran in the period: their rank now and when the
-- period began, by their best run, and what their seeds say together.
WITH active AS (
  -- The twelve busiest, so that the page stays of a size to read.
  SELECT project FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
  ORDER BY count(*) DESC, project
  LIMIT 12
), scored AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.started_at, r.ended_at, r.duration_s, r.url, p.metric_key, p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
    AND r.project IN (SELECT project FROM active)
), settings AS (
  -- A configuration is all params but seeds and names of the run, as the analysis `noise` has it.
  SELECT p.run_key,
    md5(string_agg(p.key || '=' || coalesce(p.value, ''), chr(10) ORDER BY p.key, p.value) FILTER (WHERE NOT p.is_seed)) AS configuration,
    coalesce(string_agg(p.key || '=' || coalesce(p.value, ''), chr(10) ORDER BY p.key, p.value) FILTER (WHERE p.is_seed), '') AS seeds
  FROM (
    SELECT p.run_key, p.key, p.value, regexp_matches(lower(regexp_replace(p.key, '([a-z0-9])([A-Z])', '\1_\2', 'g')),
      '(^|[^a-z0-9])(seeds?|rng|pythonhashseed|random_?seed|random_?state)([^a-z0-9]|$)|(^|[./])(repeat|repetition|replicate|replica|rep|trial|trial_id|restart)$') AS is_seed
    FROM params p
    JOIN scored s ON s.run_key = p.run_key
    WHERE NOT regexp_matches(lower(p.key),
      '(^|[./])(run_id|run_name|runname|run|exp_name|experiment_name|name|id|timestamp|date|datetime|output_dir|out_dir|outdir|save_dir|log_dir|logdir|logging_dir|ckpt_dir|checkpoint_dir|save_path|ckpt_path|checkpoint_path|model_path|work_dir|hostname|pid|uuid)$')
  ) p
  GROUP BY p.run_key
), configured AS (
  SELECT s.*, coalesce(c.configuration, s.run_key) AS configuration, coalesce(c.seeds, '') AS seeds
  FROM scored s
  LEFT JOIN settings c ON c.run_key = s.run_key
), grouped AS (
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
  JOIN params p ON p.run_key = l.run_key AND NOT regexp_matches(lower(regexp_replace(p.key, '([a-z0-9])([A-Z])', '\1_\2', 'g')),
      '(^|[^a-z0-9])(seeds?|rng|pythonhashseed|random_?seed|random_?state)([^a-z0-9]|$)|(^|[./])(repeat|repetition|replicate|replica|rep|trial|trial_id|restart)$')
)
SELECT l.project, l.metric_key, l.direction, l.place, l.place_before, l.name, l.url, l.value,
  CASE l.direction WHEN 'max' THEN -l.badness_before ELSE l.badness_before END AS value_before,
  l.duration_s, l.n_seeds, l.n_new, l.configurations, s.mean, s.sd,
  s.sd / sqrt(l.n_seeds) * CASE least(l.n_seeds, 11) WHEN 3 THEN 4.303 WHEN 4 THEN 3.182 WHEN 5 THEN 2.776 WHEN 6 THEN 2.571 WHEN 7 THEN 2.447
      WHEN 8 THEN 2.365 WHEN 9 THEN 2.306 WHEN 10 THEN 2.262 WHEN 11 THEN 1.96 + 2.5 / (l.n_seeds - 1) END AS half,
  (SELECT string_agg(t.key || '=' || t.value, ', ' ORDER BY t.key)
   FROM told t WHERE t.run_key = l.run_key AND t.alike < t.lines) AS settings
FROM listed l
LEFT JOIN spread s ON s.project = l.project AND s.configuration = l.configuration
ORDER BY l.project, l.line
