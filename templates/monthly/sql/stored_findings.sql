-- The stored findings of weeks that ended in the month, for where no report was archived.
WITH told AS (
  SELECT project, kind, title, sentence, severity, finding_id, period_start, status
  FROM finding
  WHERE timezone(:zone, CAST(period_end AS TIMESTAMP)) > :period_start AND timezone(:zone, CAST(period_end AS TIMESTAMP)) <= :period_end
), weeks AS (
  SELECT min(period_start) AS first_week, max(period_start) AS last_week, count(DISTINCT period_start) AS weeks FROM told
)
SELECT t.project, t.kind, max_by(t.title, t.period_start) AS title, max_by(t.sentence, t.period_start) AS sentence,
  strftime(min(t.period_start), '%G-W%V') AS first_period, strftime(max(t.period_start), '%G-W%V') AS last_period,
  count(DISTINCT t.period_start) AS weeks, any_value(w.weeks) AS of_weeks,
  CASE WHEN max(t.period_start) < any_value(w.last_week) OR max_by(t.status, t.period_start) = 'resolved' THEN 'over'
    WHEN min(t.period_start) = any_value(w.first_week) AND any_value(w.weeks) > 1 THEN 'stayed' ELSE 'came' END AS course
FROM told t, weeks w
GROUP BY t.project, t.kind, t.finding_id
ORDER BY list_position(['came', 'stayed', 'over'], course), min(t.severity), weeks DESC, t.project, t.kind, title
LIMIT 60
