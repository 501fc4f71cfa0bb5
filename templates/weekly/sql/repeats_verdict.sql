-- The best repeated configuration of each project that ran in the period against the next: how often
-- a run of the one beats a run of the other, and the difference of their means against the seed noise.
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
), single AS (
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
