-- Each budget of almanac.yaml over each of its spans that the period touches: what the runs that began in
-- the span until then used of it. A run counts once it has ended.
WITH stated AS (
  SELECT row_number() OVER () AS line, b.*
  FROM (SELECT unnest(from_json(:budgets, '[{"unit": "VARCHAR", "amount": "DOUBLE", "per": "VARCHAR", "from": "DATE", "to": "DATE",
    "project": "VARCHAR", "price": "DOUBLE", "priced": "VARCHAR", "currency": "VARCHAR"}]'), recursive := true)) AS b
), days AS (
  SELECT CAST(unnest(generate_series(CAST(timezone(:zone, :period_start) AS DATE),
    CAST(timezone(:zone, :period_end) AS DATE) - 1, INTERVAL 1 DAY)) AS DATE) AS day
), spans AS (
  SELECT DISTINCT s.*,
    CASE s.per WHEN 'total' THEN s."from" ELSE CAST(date_trunc(s.per, d.day) AS DATE) END AS span_start,
    CASE s.per WHEN 'total' THEN s."to" + 1 WHEN 'week' THEN CAST(date_trunc(s.per, d.day) AS DATE) + 7
      WHEN 'month' THEN CAST(date_trunc(s.per, d.day) + INTERVAL 1 MONTH AS DATE)
      ELSE CAST(date_trunc(s.per, d.day) + INTERVAL 3 MONTH AS DATE) END AS span_end
  FROM stated s
  JOIN days d ON d.day >= coalesce(s."from", d.day) AND d.day <= coalesce(s."to", d.day)
), placed AS (
  SELECT * EXCLUDE (span_start, span_end), greatest(span_start, coalesce("from", span_start)) AS first_day,
    least(span_end, coalesce("to" + 1, span_end)) AS end_day
  FROM spans
), timed AS (
  SELECT *, timezone(:zone, CAST(first_day AS TIMESTAMP)) AS span_from,
    least(:period_end, :now, timezone(:zone, CAST(end_day AS TIMESTAMP))) AS span_until,
    timezone(:zone, CAST(end_day AS TIMESTAMP)) AS span_to
  FROM placed
), hardware AS (
  SELECT run_key, max(try_cast(value AS DOUBLE)) AS gpus
  FROM environment
  WHERE kind = 'hardware' AND key = 'gpu_count'
  GROUP BY run_key
), counted AS (
  SELECT t.line, t.first_day, r.run_key, coalesce(r.ended_at, r.started_at) AS ended_at, r.duration_s,
    r.duration_s IS NULL AS is_open, h.gpus,
    r.duration_s / 3600 * CASE WHEN t.unit = 'gpu_hours' OR t.priced = 'gpu_hour' THEN h.gpus ELSE 1 END * coalesce(t.price, 1) AS spent
  FROM timed t
  JOIN runs r ON r.started_at >= t.span_from AND r.started_at < t.span_until AND (t.project IS NULL OR r.project = t.project)
    AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  LEFT JOIN hardware h ON h.run_key = r.run_key
), summed AS (
  SELECT *, sum(spent) OVER (PARTITION BY line, first_day ORDER BY ended_at, run_key ROWS UNBOUNDED PRECEDING) AS until_then
  FROM counted
), used AS (
  SELECT t.line, t.first_day, coalesce(sum(s.spent), 0) AS used, count(s.spent) AS runs,
    count(*) FILTER (WHERE s.is_open) AS open_runs,
    count(*) FILTER (WHERE NOT s.is_open AND s.spent IS NULL) AS unknown_runs,
    CAST(timezone(:zone, min(s.ended_at) FILTER (WHERE s.until_then >= t.amount)) AS DATE) AS spent_at
  FROM timed t
  LEFT JOIN summed s ON s.line = t.line AND s.first_day = t.first_day
  GROUP BY t.line, t.first_day
), paced AS (
  SELECT t.line, t.unit, t.amount, t.per, t.project, t.currency, t.first_day, t.end_day - 1 AS last_day, t.end_day IS NULL AS is_endless,
    u.used, u.runs, u.open_runs, u.unknown_runs, u.spent_at, t.span_from, t.span_until, t.span_to,
    greatest(0, t.amount - u.used) AS amount_left, u.used / t.amount AS share,
    date_diff('second', t.span_from, t.span_until) / 86400.0 AS days_gone,
    t.span_until >= t.span_to AS is_over
  FROM timed t
  JOIN used u ON u.line = t.line AND u.first_day = t.first_day
), judged AS (
  -- Two days say too little of a month; a pace is that of the span until now.
  SELECT * EXCLUDE (span_from, span_until, span_to),
    days_gone > 0 AND days_gone >= least(2, date_diff('second', span_from, coalesce(span_to, span_from + INTERVAL 365 DAY)) / 86400.0 / 3) AS is_told,
    timezone(:zone, span_from + to_seconds(CAST(least(36500, days_gone * amount / nullif(used, 0)) * 86400 AS BIGINT))) AS spent_by_then,
    used / nullif(days_gone, 0) * date_diff('second', span_from, span_to) / 86400.0 / amount AS share_then,
    NOT coalesce(is_over, false) AND used < amount AS goes_on
  FROM paced
)
SELECT * EXCLUDE (is_told, spent_by_then, share_then, goes_on),
  CASE WHEN is_told THEN used / days_gone END AS per_day,
  CASE WHEN is_told AND goes_on AND used > 0 THEN CAST(spent_by_then AS DATE) END AS spent_by,
  CASE WHEN is_told AND goes_on THEN share_then END AS share_at_end,
  coalesce(is_told AND goes_on AND used > 0 AND CAST(spent_by_then AS DATE) <= last_day, false) AS is_short
FROM judged
