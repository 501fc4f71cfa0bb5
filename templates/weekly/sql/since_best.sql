-- Each project whose best of all time is another than the newest archived report had it.
WITH said AS (
  SELECT "row"->>'project' AS project, "row"->>'metric_key' AS metric_key, "row"->>'direction' AS direction,
    CASE "row"->>'direction'
      WHEN 'max' THEN greatest(CAST("row"->>'best_now' AS DOUBLE), CAST("row"->>'best_before' AS DOUBLE))
      ELSE least(CAST("row"->>'best_now' AS DOUBLE), CAST("row"->>'best_before' AS DOUBLE)) END AS best
  FROM archived
  WHERE newest AND section = 'leaderboard' AND query = 'standing' AND first_day = (SELECT max(first_day) FROM archived)
), current AS (
  SELECT *
  FROM scored
  QUALIFY row_number() OVER (PARTITION BY project ORDER BY badness, started_at, run_key) = 1
)
SELECT coalesce(c.project, s.project) AS project, coalesce(c.metric_key, s.metric_key) AS metric_key, s.metric_key AS metric_then,
  coalesce(c.direction, s.direction) AS direction, s.best AS said, c.value AS says, c.name, c.url, c.is_new, c.started_at,
  CASE WHEN c.project IS NULL THEN 'gone' WHEN s.project IS NULL THEN 'first' WHEN s.metric_key <> c.metric_key OR s.direction <> c.direction THEN 'other'
    WHEN (c.value > s.best) = (c.direction = 'max') THEN 'better' ELSE 'worse' END AS course,
  abs(c.value - s.best) AS change
FROM said s
FULL JOIN current c ON c.project = s.project
WHERE EXISTS (SELECT 1 FROM said) AND (s.best IS DISTINCT FROM c.value OR s.metric_key IS DISTINCT FROM c.metric_key)
ORDER BY list_position(['better', 'first', 'worse', 'other', 'gone'], course), project
