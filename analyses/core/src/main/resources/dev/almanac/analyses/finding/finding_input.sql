-- What findings rest on, one fact a row, of one project or, without :project, of each:
--    0 project    key: its primary metric, kind: direction, n: runs, moment: until when its sources were read
--    1 run        name, kind: status, number: seconds, low: best value, high: last value, moment: start,
--                 key: all its params, extra: these without seeds (hashes)
--    2 setting    of runs, where it differs between them; kind: param or data, key, text, number
--    3 curve      of the primary metric; kind: verdict, n: compared with training, low: whether it still improved,
--                 high: where it began to overfit; number: whether it, or any to NaN or infinity, diverged
--    4 hygiene    kind: whether the run could be done again, text: what is missing
--    5 live       kind: what its values speak for, text: why, extra: last sign, number: silence from which it is
--                 gone, low: silence that is usual, moment: its last sign, until: when it was looked at
--    6 noise      kind: subset, number: sd, n: degrees of freedom
--    7 model      kind: grade, n: runs, key: metric
--    8 share      key: param, number: share, low, high
--    9 param      key: param, kind: end that is best, text: status, extra: type, number: probability of noise,
--                 low, high: range, n: distinct values
--   10 group      key: params that cannot be separated, number: their share, low, high: probability of noise
--   11 edge       key: param, kind: end, number: where to move it
--   12 step       key: week, kind: outlook, number, low, high: height, n: runs since
--   13 levels     key: week, number: before, low: after, n: runs before
--   14 cause      key: week, kind, name: what, text: before, extra: after, low, high: shares before, after
--   15 trend      key: series, name: test, kind: verdict, text: outlook, number, low, high: slope, n: weeks
--   16 stopping   text: rule, kind: basis of the noise, number: share saved on other runs, low: regret there,
--                 high: noise, n: runs
WITH chosen AS (
  SELECT r.run_key, r.project, r.source, coalesce(r.name, r.run_id) AS name, coalesce(r.status, 'unknown') AS status,
    r.started_at, r.duration_s, r.synced_at
  FROM runs r
  WHERE r.same_as IS NULL AND NOT coalesce(r.deleted, false)
    AND r.project = coalesce(CAST(:project AS VARCHAR), r.project)
), synced AS (
  SELECT source, max(coalesce(ended_at, started_at)) AS read_at
  FROM sync_log
  GROUP BY source
), judged AS (
  SELECT project, max(metric_key) AS metric_key, max(direction) AS direction
  FROM metric_role
  WHERE is_primary AND direction IN ('min', 'max')
  GROUP BY project
), named AS (
  SELECT p.run_key, p.key, max(p.value) AS value, max(p.number) AS number,
    lower(p.key) LIKE '%seed%' OR lower(p.key) LIKE '%random_state%' AS seed
  FROM params p
  JOIN chosen c ON c.run_key = p.run_key
  GROUP BY p.run_key, p.key
), configurations AS (
  SELECT run_key,
    md5(string_agg(concat_ws('=', key, coalesce(value, '')), '|' ORDER BY key)) AS whole,
    md5(string_agg(CASE WHEN seed THEN '' ELSE concat_ws('=', key, coalesce(value, '')) END, '|' ORDER BY key)) AS seedless
  FROM named
  GROUP BY run_key
), settings AS (
  SELECT c.project, n.run_key, 'param' AS kind, n.key, n.value AS text, n.number
  FROM named n
  JOIN chosen c ON c.run_key = n.run_key
  WHERE NOT n.seed
  UNION ALL
  SELECT c.project, d.run_key, 'data' AS kind, coalesce(d.name, '') AS key, max(d.digest) AS text, CAST(NULL AS DOUBLE) AS number
  FROM datasets d
  JOIN chosen c ON c.run_key = d.run_key
  GROUP BY c.project, d.run_key, coalesce(d.name, '')
), sizes AS (
  SELECT project, count(*) AS runs FROM chosen GROUP BY project
), varying AS (
  SELECT s.project, s.kind, s.key
  FROM settings s
  JOIN sizes z ON z.project = s.project
  GROUP BY s.project, s.kind, s.key
  HAVING count(DISTINCT coalesce(s.text, '')) > 1 OR count(*) < max(z.runs)
), models AS (
  SELECT j.project, j.metric_key, a.analysis_id, a.grade, a.n_runs_used
  FROM judged j
  JOIN (SELECT DISTINCT project FROM chosen) c ON c.project = j.project
  JOIN analysis a ON a.kind = 'sensitivity' AND a.project = j.project AND a.metric_key = j.metric_key
), facts AS (
  SELECT c.project, 0 AS part, '' AS run_key, CAST(NULL AS VARCHAR) AS name, max(j.direction) AS kind, max(j.metric_key) AS key,
    CAST(NULL AS VARCHAR) AS text, CAST(NULL AS VARCHAR) AS extra, CAST(NULL AS DOUBLE) AS number,
    CAST(NULL AS DOUBLE) AS low, CAST(NULL AS DOUBLE) AS high, count(*) AS n,
    max(coalesce(s.read_at, c.synced_at, c.started_at)) AS moment, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS until
  FROM chosen c
  LEFT JOIN synced s ON s.source = c.source
  LEFT JOIN judged j ON j.project = c.project
  GROUP BY c.project
  UNION ALL
  SELECT c.project, 1, c.run_key, c.name, c.status, g.whole, CAST(NULL AS VARCHAR), g.seedless, c.duration_s,
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    CASE WHEN j.direction = 'max' AND abs(m.max) < 1.7e308 THEN m.max
      WHEN j.direction = 'min' AND abs(m.min) < 1.7e308 THEN m.min END,
    coalesce(m.last, m.reported), CAST(0 AS BIGINT), c.started_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM chosen c
  LEFT JOIN judged j ON j.project = c.project
  LEFT JOIN metric_summaries m ON m.run_key = c.run_key AND m.key = j.metric_key AND NOT coalesce(m.system, false)
  LEFT JOIN configurations g ON g.run_key = c.run_key
  UNION ALL
  SELECT s.project, 2, s.run_key, CAST(NULL AS VARCHAR), s.kind, s.key, s.text, CAST(NULL AS VARCHAR), s.number,
    CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(0 AS BIGINT), CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM settings s
  JOIN varying v ON v.project = s.project AND v.kind = s.kind AND v.key = s.key
  UNION ALL
  SELECT c.project, 3, c.run_key, CAST(NULL AS VARCHAR), max(CASE WHEN j.metric_key = f.metric_key THEN f.verdict END),
    CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    max(CASE WHEN f.diverged AND (j.metric_key = f.metric_key OR f.diverged_kind = 'non_finite') THEN 1.0 ELSE 0.0 END),
    max(CASE WHEN j.metric_key = f.metric_key THEN CASE WHEN f.still_improving THEN 1.0 WHEN NOT f.still_improving THEN 0.0 END END),
    max(CASE WHEN j.metric_key = f.metric_key THEN f.overfit_x END),
    max(CAST(CASE WHEN j.metric_key = f.metric_key AND f.train_key IS NOT NULL THEN 1 ELSE 0 END AS BIGINT)),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM curve_feature f
  JOIN chosen c ON c.run_key = f.run_key AND c.project = f.project
  LEFT JOIN judged j ON j.project = f.project
  GROUP BY c.project, c.run_key
  UNION ALL
  SELECT c.project, 4, c.run_key, CAST(NULL AS VARCHAR), h.reproducible, CAST(NULL AS VARCHAR), h.explanation, CAST(NULL AS VARCHAR),
    CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(0 AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM hygiene_run h
  JOIN chosen c ON c.run_key = h.run_key
  UNION ALL
  SELECT c.project, 5, c.run_key, CAST(NULL AS VARCHAR), l.course_verdict, CAST(NULL AS VARCHAR), l.course, l.last_sign,
    l.silence_crashed_s, l.silence_limit_s, CAST(NULL AS DOUBLE), CAST(0 AS BIGINT), l.last_sign_at, l.looked_at
  FROM live_run l
  JOIN chosen c ON c.run_key = l.run_key
  WHERE c.status = 'running'
  UNION ALL
  SELECT j.project, 6, '', CAST(NULL AS VARCHAR), n.subset, n.metric_key, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    n.sd, CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), n.degrees,
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM judged j
  JOIN sizes z ON z.project = j.project
  JOIN metric_noise n ON n.project = j.project AND n.metric_key = j.metric_key AND n.value_kind = 'best' AND n.sd IS NOT NULL
  UNION ALL
  SELECT m.project, 7, '', CAST(NULL AS VARCHAR), m.grade, m.metric_key, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), m.n_runs_used,
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM models m
  UNION ALL
  SELECT m.project, 8, '', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), i.param_key, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    i.importance, i.ci_low, i.ci_high, CAST(i.n AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM models m
  JOIN hp_importance i ON i.analysis_id = m.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  UNION ALL
  SELECT m.project, 9, '', CAST(NULL AS VARCHAR), h.best_at, h.param_key, h.status, h.value_type,
    i.p_noise, h.low, h.high, CAST(h.n_distinct AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM models m
  JOIN hp_param h ON h.analysis_id = m.analysis_id
  LEFT JOIN hp_importance i ON i.analysis_id = m.analysis_id AND i.param_key = h.param_key
    AND i.method = 'anova_first' AND i.subset = 'all'
  UNION ALL
  SELECT m.project, 10, '', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), i.param_key, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    i.importance, i.ci_low, i.p_noise, CAST(i.n AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM models m
  JOIN hp_importance i ON i.analysis_id = m.analysis_id AND i.method = 'anova_group' AND i.subset = 'all'
  UNION ALL
  SELECT j.project, 11, '', CAST(NULL AS VARCHAR), p.edge, p.param_key, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    p.widen_to, CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), CAST(0 AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM judged j
  JOIN sizes z ON z.project = j.project
  JOIN analysis a ON a.kind = 'search' AND a.project = j.project AND a.metric_key = j.metric_key
  JOIN search_param p ON p.analysis_id = a.analysis_id AND p.sweep IS NULL AND p.edge_p_adj < 0.05 AND p.widen_to IS NOT NULL
  UNION ALL
  SELECT j.project, 12, '', CAST(NULL AS VARCHAR), p.outlook, CAST(p.period_start AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    p.delta, p.delta_low, p.delta_high, p.n_after,
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM judged j
  JOIN sizes z ON z.project = j.project
  JOIN change_point p ON p.project = j.project AND p.metric_key = j.metric_key AND p.series = 'level'
    AND p.p_adj < 0.05 AND p.outlook IS NOT NULL
  UNION ALL
  SELECT j.project, 13, '', CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(p.period_start AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR),
    p.mean_before, p.mean_after, CAST(NULL AS DOUBLE), p.n_before,
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM judged j
  JOIN sizes z ON z.project = j.project
  JOIN change_point p ON p.project = j.project AND p.metric_key = j.metric_key AND p.series = 'level'
    AND p.p_adj < 0.05 AND p.outlook IS NOT NULL
  UNION ALL
  SELECT j.project, 14, '', e.key, e.kind, CAST(e.period_start AS VARCHAR), e.before_text, e.after_text,
    e.score, e.share_before, e.share_after, CAST(0 AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM judged j
  JOIN sizes z ON z.project = j.project
  JOIN change_cause e ON e.project = j.project AND e.metric_key = j.metric_key AND e.series = 'level' AND e.place = 1
  UNION ALL
  SELECT t.project, 15, '', t.test, t.verdict, t.series, t.outlook, t.metric_key, t.slope, t.slope_low, t.slope_high,
    CAST(t.n AS BIGINT), CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM trend_test t
  JOIN sizes z ON z.project = t.project
  LEFT JOIN judged j ON j.project = t.project
  WHERE t.metric_key IS NULL OR t.metric_key = j.metric_key
  UNION ALL
  SELECT j.project, 16, '', CAST(NULL AS VARCHAR), s.noise_basis, s.metric_key, s.rule, CAST(NULL AS VARCHAR),
    s.held_out_saved_share, s.held_out_regret, s.noise_sd, CAST(u.runs_total AS BIGINT),
    CAST(NULL AS TIMESTAMP WITH TIME ZONE), CAST(NULL AS TIMESTAMP WITH TIME ZONE)
  FROM judged j
  JOIN sizes z ON z.project = j.project
  JOIN stop_recommendation s ON s.project = j.project AND s.metric_key = j.metric_key AND s.rule IS NOT NULL
  JOIN stop_rule u ON u.analysis_id = s.analysis_id AND u.recommended
)
SELECT project, part, run_key, name, kind, key, text, extra, number, low, high, n, moment, until
FROM facts
ORDER BY project, part, run_key, kind NULLS FIRST, key NULLS FIRST, name NULLS FIRST, text NULLS FIRST, number NULLS FIRST
