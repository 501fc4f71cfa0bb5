-- Twelve weeks of two ordinary projects and one with hostile names, up to ISO week 12 of 2026.
-- Values come from sin() and hash-free arithmetic, so that they are the same on every machine.

CREATE TEMP TABLE planned AS
SELECT
  i,
  CASE i % 3 WHEN 0 THEN 'vision' WHEN 1 THEN 'speech' ELSE '<script>alert("project")</script>' END AS project,
  CASE i % 3 WHEN 0 THEN 'val_acc' WHEN 1 THEN 'val_loss' ELSE '=1+1' END AS metric_key,
  CASE i % 3 WHEN 1 THEN 'min' ELSE 'max' END AS direction,
  TIMESTAMPTZ '2026-01-05 08:00:00Z' + INTERVAL (i * 10 + i % 7) HOUR AS started_at,
  0.001 * (1 + i % 40) AS learning_rate,
  CASE i % 2 WHEN 0 THEN 32 ELSE 512 END AS batch_size,
  CASE
    WHEN i = 100 THEN 'running'
    WHEN i >= 160 AND i % 3 = 0 AND i % 2 = 1 THEN 'failed'
    WHEN i % 29 = 0 THEN 'killed'
    ELSE 'finished'
  END AS status,
  round(0.8 + 0.1 * sin(i) + 0.0005 * i, 6) AS value
FROM generate_series(0, 182) AS t(i);

INSERT INTO runs
SELECT 'fixture/' || i, 'fixture', 'mlflow', project, 'p' || i % 3, CAST(i AS VARCHAR),
  CASE WHEN i % 3 = 2 AND i % 2 = 0 THEN '"><img src=x onerror=alert(1)>' || chr(10) || 'line two ' || i
    WHEN i % 3 = 2 THEN chr(8238) || 'txt.' || i || ' ' || chr(1588) || chr(1576) ELSE 'run-' || i END,
  status, false, CASE i % 2 WHEN 0 THEN 'ada' ELSE 'blaise' END, started_at,
  CASE status WHEN 'running' THEN NULL ELSE started_at + INTERVAL (20 + i % 50) MINUTE END,
  CASE status WHEN 'running' THEN NULL ELSE (20 + i % 50) * 60.0 END,
  NULL, NULL, NULL, NULL, 'javascript:alert(1)', TIMESTAMPTZ '2026-03-23 05:00:00Z', 'f' || i,
  status = 'running', false, NULL, NULL
FROM planned;

INSERT INTO params
SELECT 'fixture/' || i, 'learning_rate', CAST(learning_rate AS VARCHAR), learning_rate, 'float', 'logged' FROM planned
UNION ALL
SELECT 'fixture/' || i, 'batch_size', CAST(batch_size AS VARCHAR), batch_size, 'int', 'logged' FROM planned
UNION ALL
SELECT 'fixture/' || i, '</script><b>' || chr(8232), CASE i % 4 WHEN 0 THEN '&amp;' ELSE '"quoted"' END, NULL, 'string', 'logged'
FROM planned WHERE i % 3 = 2;

INSERT INTO metrics
SELECT 'fixture/' || i, metric_key, s, started_at + INTERVAL (s) MINUTE,
  CASE direction WHEN 'max' THEN value * (1 - exp(-s / 4.0)) ELSE 2 - value + exp(-s / 4.0) END, s
FROM planned, generate_series(1, 20) AS steps(s)
WHERE status <> 'failed';

INSERT INTO metric_summaries
SELECT run_key, key, count(*), arg_min(value, step), arg_max(value, step), min(value), max(value),
  arg_min(step, value), arg_max(step, value), min(step), max(step), 0, NULL, min(time), max(time), false
FROM metrics GROUP BY run_key, key;

INSERT INTO sync_log VALUES
  ('s1', 'fixture', 'mlflow', 'file store', 'fixture', TIMESTAMPTZ '2026-03-23 05:00:00Z',
   TIMESTAMPTZ '2026-03-23 05:00:09Z', 'complete', NULL, 183, 183, 0, 0, 3400, 9000, 0, 1, 0, 0, 'x');

INSERT INTO quarantine VALUES
  ('fixture', 'fixture/3', 'corrupt', 'mlruns/1/<b>/metrics/loss', 120, 'Not a number: <i>', 'x',
   TIMESTAMPTZ '2026-03-23 05:00:00Z');

INSERT INTO metric_role
SELECT 'obj-' || project, project, metric_key, direction,
  CASE project WHEN 'vision' THEN 'declared' ELSE 'inferred_name' END, 'its name', true, 'x', 'x', count(*), 'validation', NULL
FROM planned GROUP BY project, metric_key, direction;

INSERT INTO metric_noise VALUES
  ('noise-1', 'vision', 'val_acc', 'best', 'all', 0.004, 0.002, 0.008, 0.013, 6, 3, 9, 0);

INSERT INTO run_configuration
SELECT 'conf-' || r.project, r.project, r.run_key, md5(string_agg(p.key || '=' || p.value, ',' ORDER BY p.key)), NULL, count(*)
FROM runs r JOIN params p ON p.run_key = r.run_key GROUP BY r.project, r.run_key;

INSERT INTO param_role
SELECT 'conf-' || r.project, r.project, p.key, 'setting', count(*)
FROM runs r JOIN params p ON p.run_key = r.run_key GROUP BY r.project, p.key;

INSERT INTO analysis
SELECT 'sens-' || project, 'sensitivity', 'anova', 1, '{}', 1, 'project_metric', project, metric_key, direction, 'f',
  61, CASE project WHEN 'speech' THEN 8 ELSE 60 END, CASE project WHEN 'speech' THEN 'insufficient' ELSE 'ok' END,
  CASE project WHEN 'speech' THEN 'only 8 runs differ' ELSE NULL END,
  CASE project WHEN 'vision' THEN 'fair' ELSE 'none' END, 42, TIMESTAMPTZ '2026-03-23 05:00:00Z', 5
FROM (SELECT DISTINCT project, metric_key, direction FROM planned);

INSERT INTO hp_surrogate (analysis_id, surrogate, r2_cv, r2_ceiling, sum_first_order, sum_pairs, measure, chosen)
VALUES ('sens-vision', 'anova', 0.71, 0.93, 0.9, 0.05, 'uniform', true);

INSERT INTO hp_param (analysis_id, param_key, value_type, scale, low, high, n_distinct, n_present, best_value_text, status, best_at)
VALUES ('sens-vision', 'learning_rate', 'float', 'linear', 0.001, 0.04, 40, 61, '0.04', 'distinguishable', 'high'),
  ('sens-vision', 'batch_size', 'int', 'linear', 32, 512, 2, 61, '32', 'noise', NULL);

INSERT INTO hp_importance (analysis_id, param_key, method, subset, importance, ci_low, ci_high, rank, n, p_noise)
VALUES ('sens-vision', 'learning_rate', 'anova_first', 'all', 0.74, 0.61, 0.83, 1, 60, 0.0),
  ('sens-vision', 'batch_size', 'anova_first', 'all', 0.02, 0.0, 0.06, 2, 60, 0.8);

INSERT INTO curve_feature (analysis_id, run_key, project, metric_key, direction, x_axis, n_points, wasted_share,
  still_improving, diverged, diverged_x, diverged_kind, verdict)
SELECT 'conv-' || project, 'fixture/' || i, project, metric_key, direction, 'step', 20, 0.3, i % 5 = 0,
  i >= 150 AND learning_rate >= 0.035, CASE WHEN i >= 150 AND learning_rate >= 0.035 THEN 7 END,
  CASE WHEN i >= 150 AND learning_rate >= 0.035 THEN 'non_finite' END,
  CASE WHEN i >= 150 AND learning_rate >= 0.035 THEN 'diverged' WHEN i % 5 = 0 THEN 'still_improving' ELSE 'converged' END
FROM planned WHERE status = 'finished';

INSERT INTO curve_band (analysis_id, group_key, project, metric_key, x_axis, x, n, mean, median, q10, q90)
SELECT 'conv-' || r.project, 'all', r.project, m.key, 'step', m.step, count(*), avg(m.value), median(m.value),
  quantile_cont(m.value, 0.1), quantile_cont(m.value, 0.9)
FROM metrics m JOIN runs r ON r.run_key = m.run_key
GROUP BY r.project, m.key, m.step;

INSERT INTO analysis
SELECT 'trend-' || project, 'trend', 'weekly series', 1, '{"zone":"Europe/Berlin"}', 1, 'project', project, NULL, NULL, 'f',
  61, 61, 'ok', NULL, 'fair', 42, TIMESTAMPTZ '2026-03-23 05:00:00Z', 5
FROM (SELECT DISTINCT project FROM planned);

INSERT INTO trend_point
SELECT 'trend-' || project, project, metric_key, 'level', CAST(date_trunc('week', timezone('Europe/Berlin', started_at)) AS DATE),
  'iso_week', count(*), round(avg(value), 6), round(avg(value) - 0.02, 6), round(avg(value) + 0.02, 6), false, 'metric', NULL, true
FROM planned WHERE status = 'finished' GROUP BY ALL
UNION ALL
SELECT 'trend-' || project, project, metric_key, 'expected_best', CAST(date_trunc('week', timezone('Europe/Berlin', started_at)) AS DATE),
  'iso_week', count(*), round(CASE direction WHEN 'max' THEN max(value) ELSE min(value) END, 6), NULL, NULL, false, 'metric', 3, true
FROM planned WHERE status = 'finished' GROUP BY project, metric_key, direction, date_trunc('week', timezone('Europe/Berlin', started_at));

INSERT INTO trend_test (analysis_id, project, metric_key, series, test, n, verdict, outlook, slope, slope_low, slope_high, p_adj)
SELECT 'trend-' || project, project, metric_key, t.series, t.test, 11,
  CASE WHEN t.test = 'shape' THEN CASE project WHEN 'vision' THEN 'step' WHEN 'speech' THEN 'slope' ELSE 'wander' END
    WHEN t.test = 'theil_sen' THEN NULL WHEN project = 'speech' THEN 'rising' ELSE 'none' END,
  CASE WHEN project = 'speech' AND t.test <> 'theil_sen' THEN 'worsening' END,
  CASE t.test WHEN 'theil_sen' THEN 0.0055 END, CASE t.test WHEN 'theil_sen' THEN 0.002 END, CASE t.test WHEN 'theil_sen' THEN 0.009 END,
  CASE t.test WHEN 'hamed_rao' THEN 0.012 END
FROM (SELECT DISTINCT project, metric_key FROM planned),
  (VALUES ('level', 'shape'), ('iqm', 'hamed_rao'), ('iqm', 'theil_sen')) AS t(series, test);

INSERT INTO trend_test (analysis_id, project, series, test, n, verdict, outlook)
VALUES ('trend-vision', 'vision', 'failure_rate', 'hamed_rao', 11, 'rising', 'worsening');

INSERT INTO change_point
VALUES ('trend-vision', 'vision', 'val_acc', 'level', DATE '2026-03-09', 0.8213, 0.8841, 0.0628, 0.0411, 0.0845, 31.2,
  0.0001, 0.0003, 'improving', 9, 2, 44, 9, true);

INSERT INTO change_cause
VALUES ('trend-vision', 'vision', 'val_acc', 'level', DATE '2026-03-09', 'data', 'train<v>', 'a1', 'b2', 0.97, NULL, 0.0, 0.96, 1);

INSERT INTO analysis
SELECT 'search-' || project, 'search', 'search history', 1, '{}', 1, 'project_metric', project, metric_key, direction, 'f',
  61, 60, 'ok', NULL, NULL, 42, TIMESTAMPTZ '2026-03-23 05:00:00Z', 5
FROM (SELECT DISTINCT project, metric_key, direction FROM planned);

INSERT INTO search_summary (analysis_id, sweep, n_trials, n_used, n_failed, n_killed, n_open, ordered_by, best_value, best_run_key,
  best_trial, n_improvements, trials_since_best, p_best_so_early, gain, value_trend, value_trend_p, seconds, seconds_to_best,
  n_exact_repeats, seconds_repeats, status)
VALUES ('search-vision', NULL, 61, 55, 4, 2, 0, 'started_at', 0.97, 'fixture/168', 50, 7, 5, 0.91, 0.17, 0.61, 0.0001, 164700, 150000,
    2, 5400, 'ok'),
  ('search-<script>alert("project")</script>', NULL, 61, 59, 0, 2, 0, 'started_at', 0.9, 'fixture/2', 8, 1, 51, 0.136, 0.1, 0.02, 0.9,
    NULL, NULL, 0, NULL, 'ok');

INSERT INTO search_param (analysis_id, sweep, param_key, value_type, scale, low, high, space_origin, n, n_distinct, choice, early, middle,
  late, trend, trend_p_adj, top_choice, n_top, whole, top, top_effect, top_p_adj, edge, edge_share_top, edge_share_other, edge_p_adj,
  widen_to)
VALUES ('search-vision', NULL, 'learning_rate', 'float', 'linear', 0.001, 0.04, 'declared', 61, 40, NULL, 0.008, 0.02, 0.034, 0.7, 0.00001,
    NULL, 6, 0.021, 0.038, 0.8, 0.002, 'high', 0.83, 0.07, 0.001, 0.06),
  ('search-vision', NULL, 'batch_size', 'int', 'linear', 32, 512, 'declared', 61, 2, NULL, 32, 512, 32, 0.02, 0.9, NULL, 6, 32, 32, 0.1, 0.7,
    NULL, 0.5, 0.5, 1, NULL),
  ('search-<script>alert("project")</script>', NULL, '</script><b>', 'categorical', NULL, NULL, NULL, 'inferred', 61, 2, '&amp;', 0.2, 0.4,
    0.9, 0.6, 0.0001, '&amp;', 6, 0.5, 0.6, 0.1, 0.6, NULL, NULL, NULL, NULL, NULL);

INSERT INTO search_progress (analysis_id, sweep, trial, run_key, value, best, improved, gain_share, seconds)
SELECT 'search-vision', NULL, 1 + n, 'fixture/' || 3 * n, 0.8 + 0.003 * n, 0.8 + 0.003 * n, true, n / 54.0, 2700.0 * n
FROM generate_series(0, 54, 9) AS t(n);

INSERT INTO live_run (analysis_id, run_key, project, name, tracker, state, verdict, evidence, started_at, last_sign_at, last_sign,
  looked_at, silence_s, silence_limit_s, silence_crashed_s, course, course_verdict)
SELECT 'live-speech', run_key, project, name, tracker, 'crashed', 'kill', 'Silent.', started_at, started_at + INTERVAL 20 MINUTE, 'point',
  TIMESTAMPTZ '2026-03-23 05:00:09Z', 3000000, 600, 86400, '', 'keep'
FROM runs WHERE run_key = 'fixture/100';
