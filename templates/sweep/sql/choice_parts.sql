-- Median and middle half of each number over the parts of the search; the six that changed or differ the most.
WITH shown AS (
  SELECT p.analysis_id, p.sweep, p.param_key, p.scale, p.low,
    row_number() OVER (ORDER BY least(coalesce(p.trend_p_adj, 1), coalesce(p.top_p_adj, 1)), p.param_key) AS place
  FROM search_param p
  JOIN analysis a ON a.analysis_id = p.analysis_id AND a.kind = 'search'
  JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
  WHERE a.project || '/' || p.sweep = :sweep AND p.scale IS NOT NULL
), parts AS (
  SELECT s.place, s.param_key, s.scale, s.low AS least, 'middle half' AS series, c.number, c.parts, c.median, c.q25 AS low, c.q75 AS high
  FROM shown s
  JOIN search_choice c ON c.analysis_id = s.analysis_id AND c.sweep = s.sweep AND c.param_key = s.param_key
  WHERE c.part = 'order' AND c.median IS NOT NULL AND s.place <= 6
)
SELECT param_key, series, number, parts, median, low, high,
  CASE WHEN scale = 'log' AND least > 0 THEN 'log' ELSE 'linear' END AS y_scale
FROM parts
ORDER BY place, number
