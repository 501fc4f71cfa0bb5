-- The rank that each of the ten best configurations had at the end of each of the last twelve weeks,
-- among all that had been tried until then.
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
), weeks AS (
  SELECT week, timezone(:zone, CAST(CAST(timezone(:zone, :period_end) AS DATE) - CAST(7 * week AS INTEGER) AS TIMESTAMP)) AS until,
    CAST(timezone(:zone, :period_end) AS DATE) - CAST(7 * week + 7 AS INTEGER) AS monday
  FROM generate_series(0, 11) AS t(week)
), standing AS (
  SELECT w.week, w.monday, c.project, c.metric_key, c.configuration, min(c.badness) AS badness, min(c.started_at) AS since
  FROM weeks w
  JOIN configured c ON c.started_at < w.until
  GROUP BY w.week, w.monday, c.project, c.metric_key, c.configuration
), placed AS (
  -- Of equals the one that was first stays ahead, so that lines do not hide one another.
  SELECT *, row_number() OVER (PARTITION BY project, week ORDER BY badness, since, configuration) AS place
  FROM standing
), listed AS (
  SELECT c.project, c.configuration, arg_min(c.name, (c.badness, c.started_at, c.run_key)) AS name,
    row_number() OVER (PARTITION BY c.project ORDER BY min(c.badness), min(c.started_at), c.configuration) AS line,
    min(c.started_at) >= :period_start AS is_new
  FROM configured c
  GROUP BY c.project, c.configuration
), shown AS (
  SELECT * FROM listed WHERE line <= 10
), counted AS (
  SELECT s.project, count(*) FILTER (WHERE s.is_new) AS n_new, count(*) AS lines,
    (SELECT count(DISTINCT p.week) FROM placed p JOIN shown o ON o.project = p.project AND o.configuration = p.configuration
      WHERE p.project = s.project) AS weeks
  FROM shown s
  GROUP BY s.project
)
SELECT s.project, p.metric_key, p.monday, p.place, s.line || '. ' || s.name AS name, c.n_new,
  CASE WHEN c.n_new = 0 THEN 'no newcomer among the best ' || c.lines
    ELSE c.n_new || ' of the best ' || c.lines || ' ' || CASE c.n_new WHEN 1 THEN 'is' ELSE 'are' END || ' new' END AS message
FROM shown s
JOIN placed p ON p.project = s.project AND p.configuration = s.configuration
JOIN counted c ON c.project = s.project
WHERE c.weeks >= 3 AND c.lines >= 3
ORDER BY s.project, s.line, p.monday
