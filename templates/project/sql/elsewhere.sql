-- The settings of this project that others vary, too: their share here, and what is pooled over all.
SELECT s.param_key, s.shown, s.shown_low, s.shown_high, p.k, p.shown AS pooled, p.shown_low AS pooled_low,
  p.shown_high AS pooled_high, p.status, p.headline, p.shown_pi_low, p.shown_pi_high
FROM hp_pooled_study s
JOIN hp_pooled p ON p.analysis_id = s.analysis_id AND p.param_key = s.param_key AND p.effect = s.effect_name
WHERE s.effect_name = 'importance_logit' AND s.shown IS NOT NULL AND p.k + p.n_listed >= 2
ORDER BY s.shown DESC, s.param_key
LIMIT 12
