-- Where runs diverged in the period: the param above whose threshold divergence is most frequent.
WITH verdicts AS (
  SELECT f.run_key, f.project, bool_or(f.diverged AND (coalesce(p.is_primary, false) OR f.diverged_kind = 'non_finite')) AS diverged
  FROM curve_feature f
  JOIN runs r ON r.run_key = f.run_key
  LEFT JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key
  WHERE r.started_at >= :period_start AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  GROUP BY f.run_key, f.project
), totals AS (
  SELECT project, count(*) AS runs, count(*) FILTER (diverged) AS diverged
  FROM verdicts
  GROUP BY project
  HAVING count(*) FILTER (diverged) >= 2
), thresholds AS (
  SELECT v.project, p.key, min(p.number) AS threshold
  FROM verdicts v
  JOIN params p ON p.run_key = v.run_key AND p.number IS NOT NULL
  WHERE v.diverged
  GROUP BY v.project, p.key
), contrasts AS (
  SELECT t.project, t.key, t.threshold,
    count(*) FILTER (p.number >= t.threshold) AS runs_above,
    count(*) FILTER (p.number >= t.threshold AND v.diverged) AS diverged_above,
    count(*) FILTER (p.number < t.threshold) AS runs_below
  FROM thresholds t
  JOIN verdicts v ON v.project = t.project
  JOIN params p ON p.run_key = v.run_key AND p.key = t.key AND p.number IS NOT NULL
  GROUP BY t.project, t.key, t.threshold
), best AS (
  SELECT *, row_number() OVER (
    PARTITION BY project ORDER BY diverged_above / runs_above DESC, runs_below DESC, key) AS place
  FROM contrasts
  WHERE runs_below >= 3
)
SELECT t.project, t.runs, t.diverged, b.key AS param_key, b.threshold, b.runs_above, b.diverged_above,
  b.runs_below
FROM totals t
LEFT JOIN best b ON b.project = t.project AND b.place = 1 AND b.diverged_above = t.diverged
  AND b.diverged_above >= 0.5 * b.runs_above
ORDER BY t.diverged DESC, t.project
