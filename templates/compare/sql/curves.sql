-- Curves of the runs for each metric that at least two of them logged over steps: along steps, along the time since the run
-- began, and along the clock. The more runs, the fewer points each; of each stretch the extremes are kept.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), chosen AS (
  SELECT a.place, r.run_key, r.project, r.started_at,
    coalesce(nullif(r.name, ''), r.run_id) || CASE
      WHEN count(*) OVER (PARTITION BY coalesce(nullif(r.name, ''), r.run_id)) > 1 THEN ' #' || a.place ELSE '' END AS label,
    count(*) OVER () AS n_runs
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
), keys AS (
  SELECT s.key, count(*) AS n_have, bool_or(coalesce(p.is_primary, false)) AS is_primary,
    any_value(p.direction) FILTER (p.direction IN ('min', 'max')) AS direction, sum(s.points) AS points
  FROM chosen c
  JOIN metric_summaries s ON s.run_key = c.run_key AND s.points > 1 AND NOT coalesce(s.system, false) AND s.last_step > s.first_step
    -- Counters say how far a run is, not how well it does.
    AND NOT regexp_matches(lower(s.key), '(^|[/._-])(epochs?|global_step|steps?|iters?|iterations?|timestamp|timesteps_total|training_iteration)$')
  LEFT JOIN metric_role p ON p.project = c.project AND p.metric_key = s.key
  GROUP BY s.key
), heads AS (
  SELECT *, row_number() OVER (ORDER BY is_primary DESC, n_have DESC, direction IS NULL, points DESC, key) AS number,
    count(*) OVER () AS n_charts
  FROM keys
  WHERE n_have > 1
  QUALIFY number <= 8
), stepped AS (
  SELECT h.number, c.place, CAST(m.step AS DOUBLE) AS step, max_by(m.value, m.seq) AS y, max_by(m.time, m.seq) AS time
  FROM heads h
  CROSS JOIN chosen c
  JOIN metrics m ON m.run_key = c.run_key AND m.key = h.key
  WHERE m.step IS NOT NULL
  GROUP BY h.number, c.place, m.step
), numbered AS (
  SELECT number, place, step, time, CASE WHEN isfinite(y) AND abs(y) < 1e100 THEN y END AS y,
    row_number() OVER (PARTITION BY number, place ORDER BY step) AS nth, count(*) OVER (PARTITION BY number, place) AS n,
    greatest(30, 360 // (SELECT max(n_runs) FROM chosen)) AS parts
  FROM stepped
), kept AS (
  SELECT *
  FROM numbered
  QUALIFY n <= 2 * parts OR nth IN (1, n)
    OR nth = arg_min(nth, y) OVER (PARTITION BY number, place, (nth - 1) * parts // n)
    OR nth = arg_max(nth, y) OVER (PARTITION BY number, place, (nth - 1) * parts // n)
), begun AS (
  SELECT c.place, CASE WHEN c.started_at <= min(k.time) THEN c.started_at ELSE min(k.time) END AS begun_at
  FROM chosen c
  JOIN kept k ON k.place = c.place
  GROUP BY c.place, c.started_at
), timed AS (
  SELECT k.*, b.begun_at, date_diff('millisecond', b.begun_at, k.time) / 1000.0 AS seconds
  FROM kept k
  JOIN begun b ON b.place = k.place
), units AS (
  SELECT CASE WHEN max(seconds) >= 7200 THEN 3600 WHEN max(seconds) >= 120 THEN 60 ELSE 1 END AS unit,
    CASE WHEN max(seconds) >= 7200 THEN 'hours' WHEN max(seconds) >= 120 THEN 'minutes' ELSE 'seconds' END AS unit_name,
    coalesce(max(seconds), 0) > 0 AS has_time
  FROM timed
), scales AS (
  SELECT number, CASE WHEN min(y) > 0 AND max(y) >= 100 * min(y) THEN 'log' ELSE 'linear' END AS y_scale,
    count(*) FILTER (y IS NULL) AS n_lost
  FROM kept
  GROUP BY number
), reaches AS (
  SELECT number, min(reach) AS least, max(reach) AS most
  FROM (SELECT number, place, max(step) AS reach FROM kept GROUP BY number, place)
  GROUP BY number
)
SELECT h.key AS facet, c.label AS series, t.step, t.seconds / u.unit AS since_start, t.time AS clock, t.y, s.y_scale,
  u.unit_name || ' since the start of the run' AS since_label, u.has_time, h.n_charts, h.n_have, c.n_runs,
  CASE h.direction WHEN 'max' THEN 'higher is better' WHEN 'min' THEN 'lower is better' ELSE '' END AS better,
  concat_ws(' ',
    CASE WHEN h.n_have < c.n_runs THEN 'Logged by ' || h.n_have || ' of the ' || c.n_runs || ' runs.' END,
    CASE WHEN s.n_lost > 0 THEN 'Lines break where values are not finite.' END,
    CASE WHEN e.most >= 10 * greatest(e.least, 1) THEN 'The last steps lie between ' || CAST(e.least AS BIGINT) || ' and '
      || CAST(e.most AS BIGINT) || ': the runs may count steps differently; time tells more.' END) AS note
FROM timed t
JOIN heads h ON h.number = t.number
JOIN chosen c ON c.place = t.place
JOIN scales s ON s.number = t.number
JOIN reaches e ON e.number = t.number
CROSS JOIN units u
ORDER BY t.number, t.place, t.step
