SELECT r.project, m.key AS metric_key, 'unknown' AS direction, count(DISTINCT r.run_key) AS runs, true AS is_primary,
  CAST(sum(m.value) AS VARCHAR) AS fingerprint
FROM metrics m JOIN runs r ON r.run_key = m.run_key
GROUP BY r.project, m.key
ORDER BY r.project, m.key
