-- What the reports beside the weekly one need: hygiene, running runs, a sweep with a hostile name, curves of the model.

INSERT INTO hygiene_run (analysis_id, run_key, project, tracker, score, recordable_score, reproducible, reproducible_missing, explanation,
  evidence, next_item, next_fix, code_commit, code_changes, command, python, packages, hardware, data_version, data_splits, params, seed,
  curve, model, timing, charts, samples)
SELECT 'hyg-' || r.project, r.run_key, r.project, 'mlflow', CASE WHEN r.project = 'vision' THEN 92 ELSE 51 END, 60,
  CASE r.project WHEN 'vision' THEN 'yes' ELSE 'partly' END, CASE r.project WHEN 'vision' THEN NULL ELSE 'code_changes, packages' END,
  CASE r.project WHEN 'vision' THEN 'Nothing is missing.' ELSE 'Missing: packages <b>and</b> uncommitted changes.' END,
  'code version: commit <i>abc</i>', 'model', 'log_artifact("<model>")',
  CASE WHEN r.started_at < TIMESTAMPTZ '2026-03-16 00:00:00Z' THEN 'missing' ELSE 'present' END,
  CASE r.project WHEN 'vision' THEN 'present' ELSE 'missing' END, 'present', 'present', CASE r.project WHEN 'vision' THEN 'present' ELSE 'partial' END,
  'not_recorded', 'present', 'present', 'present', 'present', 'present', CASE r.status WHEN 'finished' THEN 'missing' ELSE 'not_applicable' END,
  'present', 'unknown', 'missing'
FROM runs r
WHERE r.started_at >= TIMESTAMPTZ '2026-03-08 23:00:00Z';

INSERT INTO hygiene_item (analysis_id, project, tracker, area, item, weight, essential, n_runs, n_present, n_partial, n_missing, n_not_recorded,
  n_unknown, n_not_applicable, how, effort, fix)
SELECT 'hyg-' || p.project, p.project, 'mlflow', i.area, i.item, i.weight, i.essential, 61, 30, 1, 30, 0, 0, 0, i.how, i.effort, i.fix
FROM (SELECT DISTINCT project FROM runs) p, (VALUES
  ('code', 'code_commit', 12.0, true, 'auto', 1, 'start a script that lies in a Git repository'),
  ('code', 'code_changes', 4.0, true, 'call', 2, 'set_tag("dirty", dirty)'), ('code', 'command', 3.0, false, 'auto', 1, 'start a script'),
  ('environment', 'python', 3.0, false, 'call', 2, 'set_tag("python", version)'),
  ('environment', 'packages', 8.0, true, 'call', 2, 'log_artifact("requirements.txt")'),
  ('environment', 'hardware', 3.0, false, 'no', 5, 'keep it in a <tag> elsewhere'),
  ('data', 'data_version', 12.0, true, 'call', 3, 'log_input(data)'), ('data', 'data_splits', 4.0, false, 'call', 3, 'log_input(split)'),
  ('params', 'params', 12.0, true, 'call', 2, 'log_params(vars(args))'), ('params', 'seed', 8.0, true, 'call', 2, 'log_param("seed", seed)'),
  ('metrics', 'curve', 10.0, false, 'call', 2, 'log_metric(...)'), ('models', 'model', 10.0, false, 'call', 2, 'log_artifact("model.pt")'),
  ('timing', 'timing', 7.0, false, 'call', 1, 'end_run()'), ('outputs', 'charts', 2.0, false, 'unread', 2, 'files beside the <log>'),
  ('outputs', 'samples', 2.0, false, 'call', 3, 'log_image(image)')) AS i(area, item, weight, essential, how, effort, fix);

INSERT INTO hygiene_project (analysis_id, project, n_runs, score, score_low, score_high, recordable_score, n_reproducible, n_partly,
  next_tracker, next_item, next_fix, next_effort, next_runs, next_points, best_run, best_metric, best_value, best_reproducible,
  best_explanation, best_evidence, explanation)
SELECT 'hyg-' || project, project, 61, 51, 40, 60, 60, 0, 61, 'mlflow', 'model', 'log_artifact("<model>")', 2, 30, 9.6, 'fixture/1', 'val_loss',
  0.7, 'partly', 'Missing: packages.', 'commit', '61 runs.'
FROM (SELECT DISTINCT project FROM runs);

INSERT INTO live_run (analysis_id, run_key, project, name, tracker, state, verdict, evidence, started_at, last_sign_at, last_sign, looked_at,
  silence_s, silence_limit_s, n_gaps, gap_median_s, gap_usual_s, gap_longest_s, metric_key, direction, step, value, diverged, n_history,
  percentile, rank_correlation, projected_step, projected, projected_low, projected_high, extrapolates, silence_crashed_s, course, course_verdict)
SELECT 'live', r.run_key, r.project, r.name, 'mlflow', 'alive', 'keep', 'x', r.started_at, TIMESTAMPTZ '2026-03-23 05:58:00Z', 'point',
  TIMESTAMPTZ '2026-03-23 05:59:00Z', 60, 600, 20, 60, 61, 65, 'val_loss', 'min', 20, 1.2, false, 40, 30, 0.8, 40, 1.1, 0.9, 1.3, true, 86400,
  'At step 20, val_loss = 1.2 is better than 30% of 40 ended runs.', 'keep'
FROM runs r
WHERE r.run_key = 'fixture/100';

UPDATE runs SET group_name = '</h1><script>alert(2)</script>' WHERE project = 'vision' AND CAST(run_id AS INTEGER) % 2 = 0;
UPDATE runs SET parent_run_id = '1' WHERE project = 'speech' AND CAST(run_id AS INTEGER) BETWEEN 2 AND 60;

INSERT INTO search_summary (analysis_id, sweep, n_trials, n_used, n_failed, n_killed, n_open, ordered_by, best_value, best_run_key,
  best_trial, n_improvements, trials_since_best, p_best_so_early, gain, value_trend, value_trend_p, seconds, seconds_to_best, n_params,
  n_configurations, n_repeats, n_exact_repeats, seconds_repeats, coverage, pair_coverage, pair_coverage_random, status)
VALUES ('search-vision', '</h1><script>alert(2)</script>', 31, 30, 1, 0, 0, 'started_at', 0.97, 'fixture/168', 28, 6, 12, 0.05, 0.17, 0.61, 0.0001,
  83700, 70000, 2, 28, 2, 2, 5400, 0.8, 0.4, 0.5, 'ok');

INSERT INTO search_param (analysis_id, sweep, param_key, value_type, scale, low, high, space_origin, n, n_distinct, early, middle,
  late, trend, trend_p_adj, n_top, whole, top, top_effect, top_p_adj, edge, edge_share_top, edge_share_other, edge_p_adj, widen_to, coverage)
VALUES ('search-vision', '</h1><script>alert(2)</script>', 'learning_rate', 'float', 'linear', 0.001, 0.04, 'declared', 31, 30, 0.008, 0.02, 0.034,
  0.7, 0.00001, 5, 0.021, 0.038, 0.8, 0.002, 'high', 0.83, 0.07, 0.001, 0.06, 0.9);

INSERT INTO search_choice (analysis_id, sweep, param_key, part, number, parts, median, q25, q75, n)
SELECT 'search-vision', '</h1><script>alert(2)</script>', 'learning_rate', 'order', n, 3, 0.01 * n, 0.005 * n, 0.012 * n, 10
FROM generate_series(1, 3) AS t(n);

INSERT INTO search_progress (analysis_id, sweep, trial, run_key, value, best, improved, gain_share, seconds)
SELECT 'search-vision', '</h1><script>alert(2)</script>', 1 + n, 'fixture/' || 6 * n, 0.8 + 0.006 * n, 0.8 + 0.006 * n, true, n / 28.0, 2700.0 * n
FROM generate_series(0, 28, 7) AS t(n);

INSERT INTO search_expected_best (analysis_id, sweep, n, expected, q10, q90, seconds)
SELECT 'search-vision', '</h1><script>alert(2)</script>', n, 0.8 + 0.005 * n, 0.78 + 0.005 * n, 0.82 + 0.005 * n, 2700.0 * n
FROM generate_series(1, 30) AS t(n);

INSERT INTO environment VALUES
  ('fixture/168', 'git', 'commit', '1234567890abcdef</pre><script>alert(3)</script>'),
  ('fixture/168', 'command', 'source_name', 'train.py');

INSERT INTO hp_marginal (analysis_id, param_key, method, bin, x, category, y, ci_low, ci_high, n_runs)
SELECT 'sens-vision', 'learning_rate', 'anova', n, 0.004 * n, NULL, 0.8 + 0.01 * n, 0.79 + 0.01 * n, 0.81 + 0.01 * n, 6
FROM generate_series(1, 10) AS t(n)
UNION ALL
SELECT 'sens-vision', 'batch_size', 'anova', 0, NULL, '"quoted"', 0.85, 0.84, 0.86, 30;

INSERT INTO hp_interaction (analysis_id, param_a, param_b, importance, ci_low, ci_high, n, p_noise)
VALUES ('sens-vision', 'batch_size', 'learning_rate', 0.2, 0.1, 0.3, 60, 0.01);

INSERT INTO hp_pooled (analysis_id, param_key, effect, k, mean, ci_low, ci_high, i2, status, headline, shown, shown_low, shown_high, n_listed)
VALUES ('pooled', 'learning_rate', 'importance_logit', 4, -0.4, -0.8, 0.1, 0.2, 'pooled', true, 0.4, 0.3, 0.52, 1);

INSERT INTO hp_pooled_study (analysis_id, param_key, project, effect_name, weight, shown, shown_low, shown_high)
VALUES ('pooled', 'learning_rate', 'vision', 'importance_logit', 0.5, 0.45, 0.35, 0.5);
