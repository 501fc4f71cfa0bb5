-- The share of each project and the pooled one, for the hyperparameters that matter most.
WITH chosen AS (
  SELECT p.analysis_id, p.param_key, p.k, p.i2, p.headline, p.shown, p.shown_low, p.shown_high,
    row_number() OVER (ORDER BY p.mean DESC, p.param_key) AS place
  FROM hp_pooled p
  WHERE p.effect = 'importance_logit' AND p.status IN ('pooled', 'differs')
), lines AS (
  SELECT l.place, l.param_key, 0 AS last_line, s.project AS name, s.shown, s.shown_low, s.shown_high,
    'unclear' AS role
  FROM chosen l
  JOIN hp_pooled_study s ON s.analysis_id = l.analysis_id AND s.param_key = l.param_key
    AND s.effect_name = 'importance_logit' AND s.weight IS NOT NULL
  UNION ALL
  SELECT l.place, l.param_key, 1, 'all ' || l.k || ' projects', l.shown, l.shown_low, l.shown_high, 'clear'
  FROM chosen l
  WHERE l.headline
)
SELECT param_key, name, 100 * shown AS percent, 100 * shown_low AS percent_low,
  100 * shown_high AS percent_high, role
FROM lines
WHERE place <= 4
ORDER BY place, last_line, name
