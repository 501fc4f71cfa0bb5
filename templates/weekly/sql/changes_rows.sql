-- What differs between the old best run and the new one: settings, code, data and environment; the
-- settings with the gain that a model predicts of each, where there is one.
WITH ranked AS (
  SELECT *, row_number() OVER (PARTITION BY project, is_new ORDER BY badness, started_at, run_key) AS place
  FROM scored
), pairs AS (
  SELECT n.project, n.run_key, b.run_key AS run_key_before
  FROM ranked n
  JOIN ranked b ON b.project = n.project AND NOT b.is_new AND b.place = 1
  WHERE n.is_new AND n.place = 1 AND n.badness < b.badness
), facts AS (
  SELECT run_key, 1 AS part, 'setting' AS kind, key, max(value) AS value FROM params GROUP BY run_key, key
  UNION ALL
  SELECT run_key, 2, 'code', key, max(value) FROM environment WHERE kind = 'git' GROUP BY run_key, key
  UNION ALL
  SELECT run_key, 3, 'data', coalesce(name, '') || CASE WHEN context IS NULL THEN '' ELSE ', ' || context END,
    string_agg(DISTINCT coalesce(digest, source_uri), ', ' ORDER BY coalesce(digest, source_uri))
  FROM datasets GROUP BY run_key, name, context
  UNION ALL
  SELECT run_key, CASE kind WHEN 'package' THEN 6 WHEN 'command' THEN 4 ELSE 5 END, kind, key, max(value) FROM environment
  -- Of the hardware what it is, not how full or how hot it was.
  WHERE kind IN ('package', 'python', 'os', 'command', 'container')
    OR (kind = 'hardware' AND regexp_matches(lower(key), '^(gpu|gpu_count|gpu_type|gpu_devices|cpu|cpu_count|accelerator|device)$'))
  GROUP BY run_key, kind, key
), kept AS (
  SELECT f.* FROM facts f
  WHERE f.run_key IN (SELECT run_key FROM pairs UNION ALL SELECT run_key_before FROM pairs)
), sides AS (
  SELECT p.project, p.run_key, p.run_key_before, f.part, f.kind, f.key,
    max(f.value) FILTER (WHERE f.run_key = p.run_key_before) AS before_text,
    max(f.value) FILTER (WHERE f.run_key = p.run_key) AS after_text
  FROM pairs p
  JOIN kept f ON f.run_key IN (p.run_key, p.run_key_before)
  GROUP BY ALL
), moved AS (
  SELECT b.*, h.gain, h.gain_sd,
    row_number() OVER (PARTITION BY b.project ORDER BY b.part, h.gain DESC NULLS LAST, b.key) AS line,
    count(*) OVER (PARTITION BY b.project) AS changes
  FROM sides b
  LEFT JOIN (SELECT from_run_key, to_run_key, param_key, max(gain) AS gain, max(gain_sd) AS gain_sd
    FROM hp_ablation WHERE step > 0 GROUP BY ALL) h
    ON h.from_run_key = b.run_key_before AND h.to_run_key = b.run_key AND h.param_key = b.key AND b.kind = 'setting'
  WHERE b.before_text IS DISTINCT FROM b.after_text
)
SELECT project, kind, key, before_text, after_text, gain, gain_sd, changes
FROM moved
WHERE line <= 25
ORDER BY project, line
