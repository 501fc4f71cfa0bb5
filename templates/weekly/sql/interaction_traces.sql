-- The settings of the best tenth of the runs (ten at least, thirty at most) beside up to 60 others, over
-- the five settings that matter most, where the analysis is graded fair or firm.
WITH judged AS (
  SELECT a.analysis_id, a.project
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN busiest c ON c.project = a.project AND c.place <= 8
  WHERE a.kind = 'sensitivity' AND a.grade IN ('fair', 'firm')
), axes AS (
  SELECT j.project, i.param_key, h.scale, h.value_type,
    row_number() OVER (PARTITION BY j.project ORDER BY i.importance DESC, i.param_key) AS place
  FROM judged j
  JOIN hp_importance i ON i.analysis_id = j.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  JOIN hp_param h ON h.analysis_id = j.analysis_id AND h.param_key = i.param_key
  WHERE isfinite(i.importance)
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY project ORDER BY badness, started_at, run_key) AS place,
    count(*) OVER (PARTITION BY project) AS runs
  FROM scored
  WHERE project IN (SELECT project FROM judged)
), grouped AS (
  SELECT *, place <= least(30, greatest(10, runs // 10)) AS is_top
  FROM placed
), thinned AS (
  SELECT *, row_number() OVER (PARTITION BY project, is_top ORDER BY md5(run_key)) AS draw
  FROM grouped
), shown AS (
  SELECT *, count(*) FILTER (WHERE is_top) OVER (PARTITION BY project) AS tops FROM thinned WHERE is_top OR draw <= 60
), cells AS (
  SELECT s.project, s.metric_key, s.direction, s.run_key, s.name, s.is_top, s.runs, s.tops, s.place AS run_place, a.place, a.param_key AS axis, p.number, p.value AS word,
    CASE WHEN a.value_type IN ('categorical', 'bool') THEN 'category' WHEN a.scale = 'log' THEN 'log' ELSE 'linear' END AS scale
  FROM shown s
  JOIN axes a ON a.project = s.project AND a.place <= 5
  JOIN params p ON p.run_key = s.run_key AND p.key = a.param_key
  UNION ALL
  SELECT project, metric_key, direction, run_key, name, is_top, runs, tops, place, 6, metric_key, value, NULL,
    CASE WHEN min(value) OVER (PARTITION BY project) > 0
      AND quantile_cont(value, 0.9) OVER (PARTITION BY project) >= 30 * quantile_cont(value, 0.1) OVER (PARTITION BY project) THEN 'log' ELSE 'linear' END
  FROM shown
)
SELECT project, metric_key, run_key, name, axis, number, word, scale, CASE WHEN is_top THEN 'top' ELSE 'other' END AS role,
  'What the best ' || tops || ' of ' || runs || ' runs have in common' AS message,
  CASE WHEN runs > tops + 60 THEN 'Of the ' || (runs - tops) || ' other runs 60 are drawn.' ELSE '' END AS note
FROM cells
ORDER BY project, place, run_place
