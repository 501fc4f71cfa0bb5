-- Whether any of the runs is a repeat of another: the same params but for a seed.
WITH asked AS (
  SELECT unnest(from_json(:runs, '["VARCHAR"]')) AS run_key
), settings AS (
  SELECT a.run_key, coalesce(string_agg(p.key || '=' || coalesce(p.value, ''), chr(10) ORDER BY p.key)
      FILTER (NOT regexp_matches(lower(p.key), '(^|[^a-z])(seed|random_state|rng)([^a-z]|$)')), '') AS setting
  FROM asked a
  LEFT JOIN params p ON p.run_key = a.run_key
  GROUP BY a.run_key
)
SELECT count(*) AS n_runs, count(DISTINCT setting) AS n_settings, count(*) FILTER (setting = '') AS n_without,
  (SELECT count(*) FROM metric_noise m JOIN runs r ON r.project = m.project JOIN asked a ON a.run_key = r.run_key
    WHERE m.sd IS NOT NULL AND m.degrees >= 3) AS n_noise
FROM settings
