-- Hours of the runs that began until the end of each day of the period, and the same on average over
-- the up to four weeks before.
WITH days AS (
  SELECT day, CAST(timezone(:zone, :period_start) AS DATE) + CAST(day AS INTEGER) AS date
  FROM generate_series(0, 6) AS t(day)
), spent AS (
  SELECT CAST(timezone(:zone, started_at) AS DATE) - CAST(timezone(:zone, :period_start) AS DATE) AS offset_days, duration_s
  FROM runs
  WHERE started_at >= :period_start - INTERVAL 29 DAY AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL AND duration_s IS NOT NULL
), known AS (
  SELECT least(4, greatest(0, date_diff('day', min(started_at), :period_start) // 7)) AS weeks
  FROM runs
  WHERE NOT coalesce(deleted, false) AND same_as IS NULL
), counted AS (
  SELECT d.day, d.date, k.weeks,
    coalesce((SELECT sum(duration_s) FROM spent WHERE offset_days BETWEEN 0 AND d.day), 0) / 3600 AS now_hours,
    coalesce((SELECT sum(duration_s) FROM spent WHERE offset_days BETWEEN -7 * k.weeks AND -1 AND ((offset_days % 7) + 7) % 7 <= d.day), 0)
      / nullif(k.weeks, 0) / 3600 AS usual_hours
  FROM days d, known k
), told AS (
  SELECT max(now_hours) AS now_all, max(usual_hours) AS usual_all,
    CASE WHEN max(now_hours) >= 100 THEN format('{:.0f}', max(now_hours)) ELSE format('{:.1f}', max(now_hours)) END AS now_text
  FROM counted
), lines AS (
  SELECT date, 0 AS line, 'this week' AS series, now_hours AS hours FROM counted
  WHERE timezone(:zone, CAST(date AS TIMESTAMP)) < least(:now, :period_end)
  UNION ALL
  SELECT date, 1, CASE WHEN weeks = 1 THEN 'the week before' ELSE 'mean of the ' || weeks || ' weeks before' END, usual_hours FROM counted
  WHERE weeks > 0
)
SELECT l.date, l.series, l.hours,
  CASE WHEN :now < :period_end THEN t.now_text || ' hours so far' WHEN t.usual_all IS NULL THEN t.now_text || ' hours'
    WHEN t.usual_all = 0 THEN t.now_text || ' hours, after weeks without any'
    WHEN t.now_all >= 1.1 * t.usual_all THEN t.now_text || format(' hours, {:.1f} times the usual', t.now_all / t.usual_all)
    WHEN t.now_all <= 0.9 * t.usual_all THEN t.now_text || format(' hours, {:.0f}% less than usual', 100 - 100 * t.now_all / t.usual_all)
    ELSE t.now_text || ' hours, about as usual' END AS message
FROM lines l, told t
WHERE t.now_all > 0 AND CAST(timezone(:zone, :period_end) AS DATE) - CAST(timezone(:zone, :period_start) AS DATE) = 7
ORDER BY l.line, l.date
