-- What the sections of the weekly report need beyond fixture.sql, all in ISO week 12 of 2026: two
-- configurations of three seeds each in `vision`, a repeat, a slow run, and results of analyses.

CREATE TEMP TABLE extra AS
SELECT i, CASE WHEN i <= 3 OR i = 7 THEN 'a' WHEN i <= 6 THEN 'b' ELSE 'slow' END AS config,
  CASE i WHEN 7 THEN 1 ELSE i END AS seed,
  [0.990, 0.988, 0.986, 0.950, 0.951, 0.949, 0.990, 0.1][i] AS value,
  TIMESTAMPTZ '2026-03-17 08:00:00Z' + INTERVAL (i) HOUR AS started_at
FROM generate_series(1, 8) AS t(i);

INSERT INTO runs BY NAME
SELECT 'seeds/' || i AS run_key, 'seeds' AS source, 'wandb' AS tracker, 'vision' AS project, CAST(i AS VARCHAR) AS run_id,
  'seeds-' || config || i AS name, 'finished' AS status, false AS deleted, 'grace<i>' AS created_by, started_at,
  started_at + INTERVAL 30 MINUTE AS ended_at, 1800.0 AS duration_s,
  'https://tracker.example/run?a=1&b=' || i AS url
FROM extra;

INSERT INTO params
SELECT 'seeds/' || i, 'seed', CAST(seed AS VARCHAR), seed, 'int', 'logged' FROM extra
UNION ALL
SELECT 'seeds/' || i, 'widths<b>', config, NULL, 'string', 'logged' FROM extra;

INSERT INTO metric_summaries BY NAME
SELECT 'seeds/' || i AS run_key, 'val_acc' AS key, 20 AS points, 0.1 AS first, value AS last, 0.1 AS min, value AS max, 1 AS min_step,
  20 AS max_step, 1 AS first_step, 20 AS last_step, 0 AS non_finite, started_at AS first_time,
  started_at + CASE config WHEN 'slow' THEN INTERVAL 200 MINUTE ELSE INTERVAL 19 MINUTE END AS last_time, false AS system
FROM extra;

INSERT INTO metrics
SELECT 'seeds/8', 'val_acc', s, started_at + INTERVAL (s + CASE WHEN s > 15 THEN 180 ELSE 0 END) MINUTE, 0.5, s
FROM extra, generate_series(1, 20) AS steps(s)
WHERE i = 8;

INSERT INTO environment
SELECT 'seeds/' || i, 'hardware', 'gpu_count', '2' FROM extra
UNION ALL SELECT 'seeds/1', 'git', 'commit', 'bbbb<b>'
UNION ALL SELECT 'fixture/159', 'git', 'commit', 'aaaa'
UNION ALL SELECT 'seeds/1', 'package', 'numpy', '2.1'
UNION ALL SELECT 'fixture/159', 'package', 'numpy', '2.1';

INSERT INTO datasets VALUES ('seeds/1', 'train</td>', 'd2', 'train', NULL), ('fixture/159', 'train</td>', 'd1', 'train', NULL);

INSERT INTO system_metrics
SELECT 'seeds/1', 'gpu.' || s % 2 || '.gpu', s, started_at + INTERVAL (s) MINUTE, 5.0, s
FROM extra, generate_series(1, 20) AS steps(s) WHERE i = 1;

INSERT INTO hp_ablation VALUES
  ('imp-vision', 'previous_best', 1, 'widths<b>', '(inactive)', 'a', 0.98, 0.012, 0.003, 'fixture/159', 'seeds/1');

INSERT INTO curve_feature BY NAME
SELECT 'conv-vision' AS analysis_id, 'seeds/' || i AS run_key, 'vision' AS project, 'val_acc' AS metric_key, 'max' AS direction,
  'step' AS x_axis, 20 AS n_points, 0.01 AS noise_sd, 0.5 AS wasted_share, i <= 6 AS still_improving, false AS diverged,
  CASE i WHEN 2 THEN 4 ELSE 0 END AS n_nonfinite, 'still_improving' AS verdict
FROM extra;

INSERT INTO curve_event VALUES ('conv-vision', 'seeds/3', 'vision', 'val_acc', 'spike', 7, 8, 0.4, false, 2);

INSERT INTO hp_interaction (analysis_id, param_a, param_b, importance, ci_low, ci_high, n, p_noise)
VALUES ('sens-vision', 'batch_size', 'learning_rate', 0.21, 0.11, 0.3, 60, 0.001);

INSERT INTO hp_marginal2 (analysis_id, param_a, param_b, bin_a, bin_b, a, b, y, n_runs)
SELECT 'sens-vision', 'batch_size', 'learning_rate', a, b, 32 * power(16, a), 0.001 * power(40, b), 0.8 + 0.05 * a + 0.05 * b,
  CASE WHEN a = 1 AND b = 1 THEN 0 ELSE 10 + a END
FROM generate_series(0, 1) AS t(a), generate_series(0, 1) AS u(b);

INSERT INTO stop_recommendation BY NAME
SELECT 'stop' AS analysis_id, 'speech' AS project, 'val_loss' AS metric_key, 'median <rule>' AS rule, 0.4 AS saved_share, 0.0 AS regret,
  0.01 AS noise_sd, 0.9 AS chosen_share, 0.35 AS held_out_saved_share, 0.002 AS held_out_regret, 20 AS n_parts, 'time' AS clock;

INSERT INTO sync_log BY NAME
SELECT 's2' AS sync_id, 'broken <b>' AS source, 'mlflow' AS kind, TIMESTAMPTZ '2026-03-23 05:00:00Z' AS started_at,
  TIMESTAMPTZ '2026-03-23 05:00:09Z' AS ended_at, 'failed' AS outcome, 'Connection <refused>' AS reason
UNION ALL
SELECT 's3', 'old', 'mlflow', TIMESTAMPTZ '2026-03-19 05:00:00Z', TIMESTAMPTZ '2026-03-19 05:00:00Z', 'complete', NULL;

INSERT INTO analysis BY NAME
SELECT 'f1' AS analysis_id, 'search' AS kind, 'failed' AS status, 'vision' AS project, 'Too <many> rows' AS status_reason,
  TIMESTAMPTZ '2026-03-23 05:00:00Z' AS computed_at;

INSERT INTO live_run BY NAME
SELECT 'live' AS analysis_id, 'fixture/100' AS run_key, 'speech' AS project, 'run-100' AS name, 'crashed' AS state, 'kill' AS verdict,
  TIMESTAMPTZ '2026-02-16 02:00:00Z' AS started_at, TIMESTAMPTZ '2026-02-16 02:20:00Z' AS last_sign_at,
  TIMESTAMPTZ '2026-03-23 05:00:00Z' AS looked_at, 86400.0 AS silence_limit_s, 172800.0 AS silence_crashed_s, 'keep' AS course_verdict;

INSERT INTO run_configuration
SELECT 'conf-sections', r.project, r.run_key, md5(string_agg(p.key || '=' || p.value, ',' ORDER BY p.key) FILTER (WHERE p.key <> 'seed')),
  md5(string_agg(p.value, ',') FILTER (WHERE p.key = 'seed')), count(*) FILTER (WHERE p.key <> 'seed')
FROM runs r JOIN params p ON p.run_key = r.run_key
WHERE r.run_key NOT IN (SELECT run_key FROM run_configuration) GROUP BY r.project, r.run_key;

INSERT INTO param_role SELECT 'conf-sections', 'vision', 'seed', 'seed', count(*) FROM params WHERE key = 'seed';
