-- Every run of the configurations that were run with three seeds or more: the eight best of each
-- project that ran in the period.
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
