-- The settings of the best tenth of the trials (five at least, thirty at most) beside up to 60 others, over
-- the six settings in which the best differ most from all.
WITH mine AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.project, r.started_at, p.metric_key, p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.project || '/' || coalesce(r.group_name, r.parent_run_id) = :sweep AND r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    -- MLflow's SQL stores keep infinity as the largest double.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), axes AS (
  SELECT p.param_key, p.value_type, p.scale,
    row_number() OVER (ORDER BY abs(p.top_effect) DESC NULLS LAST, p.param_key) AS place
  FROM search_param p
  JOIN analysis a ON a.analysis_id = p.analysis_id AND a.kind = 'search'
  JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
  WHERE a.project || '/' || p.sweep = :sweep AND p.n_distinct > 1
  QUALIFY place <= 6
), placed AS (
  SELECT *, row_number() OVER (ORDER BY CASE direction WHEN 'max' THEN -value ELSE value END, started_at, run_key) AS place,
    count(*) OVER () AS trials
  FROM mine
), grouped AS (
  SELECT *, place <= least(30, greatest(5, trials // 10)) AS is_top
  FROM placed
), thinned AS (
  SELECT *, row_number() OVER (PARTITION BY is_top ORDER BY md5(run_key)) AS draw
  FROM grouped
), shown AS (
  SELECT *, count(*) FILTER (WHERE is_top) OVER () AS tops
  FROM thinned
  WHERE is_top OR draw <= 60
), cells AS (
  SELECT s.*, a.place AS axis_place, a.param_key AS axis, p.number, p.value AS word,
    CASE WHEN a.value_type NOT IN ('float', 'int') THEN 'category' WHEN a.scale = 'log' THEN 'log' ELSE 'linear' END AS scale
  FROM shown s
  CROSS JOIN axes a
  JOIN params p ON p.run_key = s.run_key AND p.key = a.param_key
  UNION ALL
  SELECT s.*, 7, s.metric_key, s.value, NULL, 'linear'
  FROM shown s
  WHERE EXISTS (SELECT 1 FROM axes)
)
SELECT metric_key, run_key, name, axis, number, word, scale, CASE WHEN is_top THEN 'top' ELSE 'other' END AS role,
  'The settings of the best ' || tops || ' of ' || trials || ' trials' AS message,
  CASE WHEN trials > tops + 60 THEN 'Of the ' || (trials - tops) || ' other trials 60 are drawn.' ELSE '' END AS note
FROM cells
-- A few trials are all the best.
WHERE trials >= 10
ORDER BY axis_place, place
