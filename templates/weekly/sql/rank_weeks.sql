-- The rank that each of the ten best configurations had at the end of each of the last twelve weeks,
-- among all that had been tried until then.
WITH weeks AS (
  SELECT week, timezone(:zone, CAST(CAST(timezone(:zone, :period_end) AS DATE) - CAST(7 * week AS INTEGER) AS TIMESTAMP)) AS until,
    CAST(timezone(:zone, :period_end) AS DATE) - CAST(7 * week + 7 AS INTEGER) AS monday
  FROM generate_series(0, 11) AS t(week)
), standing AS (
  SELECT w.week, w.monday, c.project, c.metric_key, c.configuration, min(c.badness) AS badness, min(c.started_at) AS since
  FROM weeks w
  JOIN configured c ON c.started_at < w.until
  GROUP BY w.week, w.monday, c.project, c.metric_key, c.configuration
), placed AS (
  -- Of equals the one that was first stays ahead, so that lines do not hide one another.
  SELECT *, row_number() OVER (PARTITION BY project, week ORDER BY badness, since, configuration) AS place
  FROM standing
), listed AS (
  SELECT c.project, c.configuration, arg_min(c.name, (c.badness, c.started_at, c.run_key)) AS name,
    row_number() OVER (PARTITION BY c.project ORDER BY min(c.badness), min(c.started_at), c.configuration) AS line,
    min(c.started_at) >= :period_start AS is_new
  FROM configured c
  GROUP BY c.project, c.configuration
), shown AS (
  SELECT * FROM listed WHERE line <= 10
), counted AS (
  SELECT s.project, count(*) FILTER (WHERE s.is_new) AS n_new, count(*) AS lines,
    (SELECT count(DISTINCT p.week) FROM placed p JOIN shown o ON o.project = p.project AND o.configuration = p.configuration
      WHERE p.project = s.project) AS weeks
  FROM shown s
  GROUP BY s.project
)
SELECT s.project, p.metric_key, p.monday, p.place, s.line || '. ' || s.name AS name, c.n_new,
  CASE WHEN c.n_new = 0 THEN 'no newcomer among the best ' || c.lines
    ELSE c.n_new || ' of the best ' || c.lines || ' ' || CASE c.n_new WHEN 1 THEN 'is' ELSE 'are' END || ' new' END AS message
FROM shown s
JOIN placed p ON p.project = s.project AND p.configuration = s.configuration
JOIN counted c ON c.project = s.project
WHERE c.weeks >= 3 AND c.lines >= 3
ORDER BY s.project, s.line, p.monday
