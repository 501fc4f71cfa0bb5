-- What the finished runs with each value of a param reached. Replace batch_size by yours.
SELECT
  project, o.metric_key, p.value AS choice, count(*) AS runs,
  avg(CASE o.direction WHEN 'max' THEN s.max ELSE s.min END) AS mean,
  stddev_samp(CASE o.direction WHEN 'max' THEN s.max ELSE s.min END) AS sd
FROM runs AS r
JOIN params AS p ON p.run_key = r.run_key AND p.key = 'batch_size'
JOIN metric_role AS o USING (project)
JOIN metric_summaries AS s ON s.run_key = r.run_key AND s.key = o.metric_key
WHERE o.is_primary AND o.direction IN ('min', 'max') AND r.status = 'finished'
  AND started_at < :period_end
  AND NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY ALL
ORDER BY project, min(p.number), choice
