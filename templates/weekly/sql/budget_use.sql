-- The budgets of almanac.yaml: what is used of each, what is left, and when it will be spent at this pace.
SELECT *
FROM budgets
ORDER BY project IS NOT NULL, project, line, first_day
