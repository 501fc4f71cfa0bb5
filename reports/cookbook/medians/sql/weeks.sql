-- The median of what the finished runs of each week reached, over all weeks up to the period's end.
SELECT
  project, o.metric_key,
  CAST(date_trunc('week', started_at AT TIME ZONE :zone) AS DATE) AS week,
  median(CASE o.direction WHEN 'max' THEN s.max ELSE s.min END) AS middle
FROM runs AS r
JOIN metric_role AS o USING (project)
JOIN metric_summaries AS s ON s.run_key = r.run_key AND s.key = o.metric_key
WHERE o.is_primary AND o.direction IN ('min', 'max') AND r.status = 'finished'
  AND started_at < :period_end
  AND NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY ALL
ORDER BY project, week
