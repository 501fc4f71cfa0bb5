-- Primary metrics whose level stepped in the period or the week before it: a step is known once two full weeks are
-- at the new level.
SELECT c.project, c.metric_key, o.direction, c.outlook, c.delta, c.delta_low, c.delta_high, c.mean_before, c.mean_after,
  c.weeks_before, c.n_before, c.n_after, strftime(c.period_start, '%-d %b') AS week,
  e.kind AS change_kind, e.key AS change_key, e.before_text, e.after_text, e.share_before, e.share_after
FROM change_point c
JOIN metric_role o ON o.project = c.project AND o.metric_key = c.metric_key AND o.is_primary
LEFT JOIN change_cause e ON e.analysis_id = c.analysis_id AND e.metric_key = c.metric_key AND e.series = c.series
  AND e.period_start = c.period_start AND e.place = 1
WHERE c.series = 'level' AND c.p_adj < 0.05 AND c.outlook IS NOT NULL
  AND timezone(:zone, CAST(c.period_start AS TIMESTAMP)) >= :period_start - INTERVAL 7 DAY
  AND timezone(:zone, CAST(c.period_start AS TIMESTAMP)) < :period_end
ORDER BY c.project, c.period_start
