-- Share of the metric's explained variance that goes with each param alone, with its 90 % interval.
WITH ranked AS (
  SELECT a.project, a.metric_key, a.grade, i.param_key, i.importance, i.ci_low, i.ci_high, i.rank_low,
    i.rank_high, i.n, h.status, h.status_reason, h.best_value_text, h.best_at,
    row_number() OVER (PARTITION BY a.project ORDER BY i.importance DESC, i.param_key) AS place,
    count(*) OVER (PARTITION BY a.project) AS params
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  LEFT JOIN hp_param h ON h.analysis_id = a.analysis_id AND h.param_key = i.param_key
  WHERE a.kind = 'sensitivity' AND isfinite(i.importance) AND a.project IN (SELECT project FROM charted)
)
SELECT *, 100 * importance AS percent,
  100 * CASE WHEN isfinite(ci_low) THEN ci_low END AS percent_low,
  100 * CASE WHEN isfinite(ci_high) THEN ci_high END AS percent_high,
  CASE WHEN status = 'distinguishable' AND grade <> 'none' THEN 'clear' ELSE 'unclear' END AS weight,
  -- The chart is named after what stands out of the noise.
  coalesce((SELECT l.param_key || CASE l.grade WHEN 'weak' THEN ' seems to matter most, ' ELSE ' matters most, ' END || format('{:.0f}%', 100 * l.importance)
    FROM ranked l WHERE l.project = ranked.project AND l.place = 1 AND l.status = 'distinguishable' AND l.grade <> 'none'),
    'nothing stands out of the noise') AS message
FROM ranked
WHERE place <= 8
ORDER BY project, place
