-- What each project's primary metric has done over the weeks up to the end of the period, as the trend analysis
-- has it: its shape, its slope, its last step and what changed with it.
WITH judged AS (
  SELECT a.analysis_id, a.project, o.metric_key, o.direction, a.status, a.status_reason
  FROM analysis a
  JOIN metric_role o ON o.project = a.project AND o.is_primary AND o.direction IN ('min', 'max')
  WHERE a.kind = 'trend' AND a.status <> 'failed'
), steps AS (
  SELECT c.*, row_number() OVER (PARTITION BY c.analysis_id ORDER BY c.period_start DESC) AS place
  FROM change_point c
  JOIN judged j ON j.analysis_id = c.analysis_id AND j.metric_key = c.metric_key
  WHERE c.series = 'level' AND timezone(:zone, CAST(c.period_start AS TIMESTAMP)) < :period_end
)
SELECT j.project, j.metric_key, j.direction, j.status, j.status_reason, s.verdict AS shape, s.n AS weeks,
  h.verdict AS trend, h.outlook, h.p_adj, t.slope, t.slope_low, t.slope_high,
  strftime(p.period_start, '%-d %b %Y') AS step_week, p.mean_before, p.mean_after, p.delta, p.delta_low, p.delta_high,
  p.outlook AS step_outlook, p.n_after, p.p_adj < 0.05 AS step_clear,
  c.kind AS change_kind, c.key AS change_key, c.before_text, c.after_text, c.share_before, c.share_after,
  f.verdict AS failure_trend, g.slope AS failure_slope,
  -- How well a week's level is known says how many digits matter.
  (SELECT median(x.ci_high - x.ci_low) / 3.92 FROM trend_point x
    WHERE x.analysis_id = j.analysis_id AND x.metric_key = j.metric_key AND x.series = 'level') AS spread
FROM judged j
LEFT JOIN trend_test s ON s.analysis_id = j.analysis_id AND s.metric_key = j.metric_key AND s.series = 'level' AND s.test = 'shape'
LEFT JOIN trend_test h ON h.analysis_id = j.analysis_id AND h.metric_key = j.metric_key AND h.series = 'iqm' AND h.test = 'hamed_rao'
LEFT JOIN trend_test t ON t.analysis_id = j.analysis_id AND t.metric_key = j.metric_key AND t.series = 'iqm' AND t.test = 'theil_sen'
LEFT JOIN steps p ON p.analysis_id = j.analysis_id AND p.place = 1
LEFT JOIN change_cause c ON c.analysis_id = j.analysis_id AND c.metric_key = j.metric_key AND c.series = 'level'
  AND c.period_start = p.period_start AND c.place = 1
LEFT JOIN trend_test f ON f.analysis_id = j.analysis_id AND f.metric_key IS NULL AND f.series = 'failure_rate' AND f.test = 'hamed_rao'
LEFT JOIN trend_test g ON g.analysis_id = j.analysis_id AND g.metric_key IS NULL AND g.series = 'failure_rate' AND g.test = 'theil_sen'
ORDER BY j.project
