-- What early stopping would have saved, by project that ran in the period: the recommended rule, or
-- why there is none.
WITH active AS (
  SELECT DISTINCT project FROM runs
  WHERE NOT coalesce(deleted, false) AND same_as IS NULL
    AND started_at >= :period_start AND started_at < :period_end
)
SELECT r.project, r.metric_key, s.rule, s.runs_stopped, s.runs_total, s.saved_share, s.seconds_saved,
  s.regret, s.regret_hi, s.false_kills, r.noise_sd, r.chosen_share, r.held_out_saved_share,
  r.held_out_regret, r.clock, r.reason
FROM stop_recommendation r
JOIN active a ON a.project = r.project
JOIN metric_role p ON p.project = r.project AND p.metric_key = r.metric_key AND p.is_primary
LEFT JOIN stop_rule s ON s.analysis_id = r.analysis_id AND s.recommended
ORDER BY s.saved_share DESC NULLS LAST, r.project
