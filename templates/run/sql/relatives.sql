-- Runs this one came from or led to, as the tracker states them, and what they came to.
WITH related AS (
  SELECT l.relation, l.other_run_key AS other, l.step FROM lineage l WHERE l.run_key = :run
  UNION ALL
  SELECT CASE l.relation WHEN 'parent' THEN 'child' WHEN 'input' THEN 'used by' WHEN 'output' THEN 'made by' ELSE l.relation || ' of this' END,
    l.run_key, l.step
  FROM lineage l
  WHERE l.other_run_key = :run
)
SELECT x.relation, coalesce(nullif(r.name, ''), r.run_id, x.other) AS name, x.other AS run_key, r.project, r.status, r.started_at, x.step, r.url,
  p.metric_key, CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value, count(*) OVER () AS n
FROM related x
LEFT JOIN runs r ON r.run_key = x.other
LEFT JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
ORDER BY x.relation = 'child', x.relation, CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END NULLS LAST, x.other
LIMIT 30
