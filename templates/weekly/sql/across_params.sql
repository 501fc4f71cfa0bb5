-- What is known of each hyperparameter over all projects that vary it, two at least: those of which
-- something holds beyond chance; of the others only how many there are.
WITH estimates AS (
  SELECT analysis_id, param_key, effect_name, min(shown) AS least, max(shown) AS most,
    count(*) FILTER (WHERE ci_low > 0) AS clearly_up, count(*) FILTER (WHERE ci_high < 0) AS clearly_down
  FROM hp_pooled_study
  WHERE weight IS NOT NULL
  GROUP BY analysis_id, param_key, effect_name
), known AS (
  SELECT s.param_key, s.k + s.n_listed AS projects, s.k AS share_k, s.status AS share_status,
    CASE WHEN s.headline THEN s.shown END AS share, s.shown_low AS share_low, s.shown_high AS share_high,
    es.least AS share_least, es.most AS share_most, ee.clearly_up, ee.clearly_down,
    e.effect AS slope_kind, e.k AS slope_k, e.status AS slope_status, e.i2,
    CASE WHEN e.headline THEN e.mean END AS slope, e.ci_low AS slope_low, e.ci_high AS slope_high,
    e.pi_low AS slope_next_low, e.pi_high AS slope_next_high,
    b.low, b.high, b.scale, b.category, b.n_projects AS region_projects, b.n_agree, b.top_share, b.run_share,
    t.rank, t.k AS gain_k, t.default_text, t.gain_sd, t.gain_noise, t.k_noise, t.gain_metric,
    t.metric_key AS gain_key
  FROM hp_pooled s
  LEFT JOIN hp_pooled e ON e.analysis_id = s.analysis_id AND e.param_key = s.param_key
    AND e.effect IN ('slope_per_doubling', 'slope_per_range')
  LEFT JOIN estimates es ON es.analysis_id = s.analysis_id AND es.param_key = s.param_key AND es.effect_name = s.effect
  LEFT JOIN estimates ee ON ee.analysis_id = e.analysis_id AND ee.param_key = e.param_key AND ee.effect_name = e.effect
  LEFT JOIN hp_best_region b ON b.analysis_id = s.analysis_id AND b.param_key = s.param_key AND b.project IS NULL
  LEFT JOIN hp_tunability t ON t.analysis_id = s.analysis_id AND t.param_key = s.param_key
  WHERE s.effect = 'importance_logit' AND s.k + s.n_listed >= 2
), judged AS (
  SELECT *,
    coalesce(share IS NOT NULL OR share_status = 'differs' OR slope_low > 0 OR slope_high < 0
      OR (slope_status = 'differs' AND clearly_up + clearly_down > 0)
      OR (region_projects >= 2 AND n_agree = region_projects AND top_share >= 1.5 * run_share)
      OR gain_noise >= 1, false) AS is_told
  FROM known
)
SELECT *, (SELECT count(*) FROM judged WHERE NOT is_told) AS untold,
  (SELECT string_agg(param_key, ', ' ORDER BY param_key) FROM judged WHERE NOT is_told) AS untold_keys
FROM judged
WHERE is_told
ORDER BY rank NULLS LAST, param_key
LIMIT 12
