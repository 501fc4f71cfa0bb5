-- The findings of these reports: in which weeks each was told, and its newest sentence.
WITH told AS (
  SELECT period, first_day, row->>'kind' AS kind, row->>'project' AS project, row->>'title' AS title, row->>'sentence' AS sentence,
    row->>'severity' AS severity
  FROM archived
  WHERE newest AND query = 'finding'
), weeks AS (
  SELECT min(first_day) AS first_week, max(first_day) AS last_week, count(DISTINCT first_day) AS weeks FROM archived WHERE newest
)
SELECT t.project, t.kind, max_by(t.title, t.first_day) AS title, max_by(t.sentence, t.first_day) AS sentence,
  min_by(t.period, t.first_day) AS first_period, max_by(t.period, t.first_day) AS last_period,
  count(DISTINCT t.period) AS weeks, any_value(w.weeks) AS of_weeks,
  CASE WHEN max(t.first_day) < any_value(w.last_week) THEN 'over'
    WHEN min(t.first_day) = any_value(w.first_week) AND any_value(w.weeks) > 1 THEN 'stayed' ELSE 'came' END AS course
FROM told t, weeks w
GROUP BY t.project, t.kind, t.title
ORDER BY list_position(['came', 'stayed', 'over'], course),
  list_position(['ACT', 'NEWS', 'NOTE'], any_value(t.severity)) NULLS LAST, weeks DESC, t.project, t.kind, title
