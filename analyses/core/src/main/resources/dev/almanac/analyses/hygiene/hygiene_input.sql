-- One row a fact of a run, for the runs that count; `via` tells whether the run itself says so (own),
-- another record of it (linked) or its parent run (parent). Params, tags and artifacts are cut down to
-- those whose names could matter, or to counts; the kernel judges them.
WITH chosen AS (
  SELECT r.run_key, r.source, r.run_id, r.parent_run_id, r.tracker, r.status, r.started_at, r.ended_at
  FROM runs r
  WHERE r.project = :project AND r.same_as IS NULL AND NOT coalesce(r.deleted, false)
), speaking AS (
  SELECT run_key, run_key AS of_key, 'own' AS via FROM chosen
  UNION ALL
  SELECT c.run_key, l.run_key AS of_key, 'linked' AS via
  FROM chosen c JOIN runs l ON l.same_as = c.run_key
  UNION ALL
  SELECT DISTINCT c.run_key, p.run_key AS of_key, 'parent' AS via
  FROM chosen c JOIN runs p ON p.source = c.source AND p.run_id = c.parent_run_id AND p.project = :project
), children AS (
  SELECT source, parent_run_id, count(*) AS n
  FROM runs
  WHERE parent_run_id IS NOT NULL AND NOT coalesce(deleted, false)
  GROUP BY source, parent_run_id
), holding AS (
  -- Sources of which artifacts of this project can be listed from here.
  SELECT DISTINCT c.source
  FROM chosen c JOIN artifacts a ON a.run_key = c.run_key
  WHERE a.path <> '.'
), form AS (
  SELECT l.source, max_by(l.format, concat_ws(' ', l.started_at, l.sync_id)) AS format
  FROM sync_log l
  WHERE l.format IS NOT NULL
  GROUP BY l.source
), judge AS (
  SELECT metric_key, direction FROM metric_role WHERE project = :project AND is_primary
), facts AS (
  SELECT c.run_key, 'own' AS via, 'run' AS fact, c.tracker AS name, c.status AS text,
    CASE WHEN h.source IS NULL THEN '' ELSE 'listed' END AS extra,
    coalesce(k.n, 0) AS n, CAST(NULL AS DOUBLE) AS value
  FROM chosen c
  LEFT JOIN holding h ON h.source = c.source
  LEFT JOIN children k ON k.source = c.source AND k.parent_run_id = c.run_id
  UNION ALL
  SELECT c.run_key, 'own' AS via, 'form' AS fact, f.format AS name, '' AS text, '' AS extra,
    CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM chosen c JOIN form f ON f.source = c.source
  UNION ALL
  SELECT s.run_key, s.via, 'time' AS fact, 'started' AS name, CAST(r.started_at AS VARCHAR) AS text, '' AS extra,
    CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN runs r ON r.run_key = s.of_key
  WHERE r.started_at IS NOT NULL
  UNION ALL
  SELECT s.run_key, s.via, 'time' AS fact, 'ended' AS name, CAST(r.ended_at AS VARCHAR) AS text, '' AS extra,
    CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN runs r ON r.run_key = s.of_key
  WHERE r.ended_at IS NOT NULL
  UNION ALL
  SELECT s.run_key, s.via, 'environment' AS fact, e.key AS name, substr(coalesce(e.value, ''), 1, 200) AS text,
    e.kind AS extra, CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN environment e ON e.run_key = s.of_key
  WHERE e.kind IN ('git', 'python', 'hardware', 'command')
  UNION ALL
  SELECT s.run_key, s.via, 'code' AS fact, min(e.key) AS name, '' AS text, '' AS extra,
    count(*) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN environment e ON e.run_key = s.of_key
  WHERE e.kind = 'code'
  GROUP BY s.run_key, s.via
  UNION ALL
  -- A tracker's own package tells of the tracker, not of the training.
  SELECT s.run_key, s.via, 'package' AS fact, min(e.key) AS name, min(e.value) AS text, '' AS extra,
    count(DISTINCT e.key) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN environment e ON e.run_key = s.of_key
  WHERE e.kind = 'package' AND coalesce(e.value, '') <> ''
    AND lower(replace(e.key, '_', '-')) NOT IN ('mlflow', 'mlflow-skinny', 'wandb', 'neptune', 'neptune-client',
      'neptune-scale', 'comet-ml', 'clearml', 'aim', 'sacred', 'hydra-core', 'smac', 'optuna', 'trackio', 'dvclive')
  GROUP BY s.run_key, s.via
  UNION ALL
  SELECT s.run_key, s.via, 'params' AS fact, min(p.key) AS name, '' AS text, coalesce(p.origin, '') AS extra,
    count(DISTINCT p.key) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN params p ON p.run_key = s.of_key
  GROUP BY s.run_key, s.via, coalesce(p.origin, '')
  UNION ALL
  SELECT s.run_key, s.via, 'param' AS fact, p.key AS name, substr(coalesce(p.value, ''), 1, 200) AS text, '' AS extra,
    CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN params p ON p.run_key = s.of_key
  WHERE regexp_extract(lower(p.key),
    '(seed|rng|random|commit|sha|hash|git|revision|version|data|split|fold|test_size|train_size|val_size|holdout|gpu|cuda|device|accelerator|hardware|python|docker|image|command|cmd|argv|config|settings|hparams|dirty)', 1) <> ''
  UNION ALL
  SELECT s.run_key, s.via, 'tag' AS fact, t.key AS name, substr(coalesce(t.value, ''), 1, 200) AS text, '' AS extra,
    CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN tags t ON t.run_key = s.of_key
  WHERE regexp_extract(lower(t.key),
    '(seed|rng|random|commit|sha|hash|git|revision|version|data|split|fold|test_size|train_size|val_size|holdout|gpu|cuda|device|accelerator|hardware|python|docker|image|command|cmd|argv|config|settings|hparams|dirty)', 1) <> ''
  UNION ALL
  SELECT s.run_key, s.via, 'dataset' AS fact, coalesce(d.name, '') AS name, coalesce(d.digest, '') AS text,
    coalesce(d.context, '') AS extra, CAST(1 AS BIGINT) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN datasets d ON d.run_key = s.of_key
  UNION ALL
  SELECT s.run_key, s.via, 'lineage' AS fact, l.relation AS name, min(l.other_run_key) AS text, '' AS extra,
    count(*) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN lineage l ON l.run_key = s.of_key
  WHERE l.relation IN ('input', 'output')
  GROUP BY s.run_key, s.via, l.relation
  UNION ALL
  -- Artifacts by kind, ending and telling word: a run may have thousands.
  SELECT s.run_key, s.via, 'artifact' AS fact, min(a.path) AS name,
    concat_ws(' ', regexp_extract(lower(a.path), '[.]([a-z0-9]+)$', 1),
      regexp_extract(lower(a.path), '(confusion|roc|curve|plot|chart|figure|fig_|histogram|importance|shap|prediction|sample|generated)', 1),
      regexp_extract(lower(a.path), '(requirements.*[.]txt|conda[.]ya?ml|environment[.]ya?ml|python_env[.]yaml|poetry[.]lock|uv[.]lock|pipfile[.]lock|pixi[.]lock|pdm[.]lock|dockerfile)$', 1),
      regexp_extract(lower(a.path), '((diff|git)[^/]*[.]patch|[.]patch|git_diff[^/]*|uncommitted[^/]*)$', 1)) AS text,
    coalesce(a.kind, '') AS extra, count(*) AS n, CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN artifacts a ON a.run_key = s.of_key
  WHERE s.via <> 'parent'
  GROUP BY s.run_key, s.via, coalesce(a.kind, ''), 5
  UNION ALL
  SELECT s.run_key, s.via,
    CASE WHEN m.points > 1 AND (m.first_step < m.last_step OR m.first_time < m.last_time) THEN 'curve'
      WHEN m.points > 0 THEN 'point' ELSE 'reported' END AS fact,
    min(m.key) AS name, '' AS text, '' AS extra, count(*) AS n, CAST(max(m.points) AS DOUBLE) AS value
  FROM speaking s JOIN metric_summaries m ON m.run_key = s.of_key
  WHERE NOT coalesce(m.system, false) AND s.via <> 'parent'
  GROUP BY s.run_key, s.via, 3
  UNION ALL
  SELECT s.run_key, s.via, 'evaluated' AS fact, min(m.key) AS name, '' AS text, '' AS extra, count(*) AS n,
    CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN metric_summaries m ON m.run_key = s.of_key
  WHERE NOT coalesce(m.system, false) AND s.via <> 'parent'
    AND regexp_extract(lower(m.key), '(^|[^a-z])(val|valid|validation|test|eval|dev|holdout)([^a-z]|$)', 2) <> ''
  GROUP BY s.run_key, s.via
  UNION ALL
  SELECT s.run_key, s.via, 'system' AS fact, min(m.key) AS name, '' AS text, '' AS extra, count(*) AS n,
    CAST(NULL AS DOUBLE) AS value
  FROM speaking s JOIN metric_summaries m ON m.run_key = s.of_key
  WHERE coalesce(m.system, false) AND s.via <> 'parent'
  GROUP BY s.run_key, s.via
  UNION ALL
  SELECT c.run_key, 'own' AS via, 'best' AS fact, j.metric_key AS name, j.direction AS text, '' AS extra,
    CAST(1 AS BIGINT) AS n,
    CASE j.direction WHEN 'max' THEN m.max WHEN 'min' THEN m.min END AS value
  FROM chosen c
  JOIN judge j ON true
  JOIN metric_summaries m ON m.run_key = c.run_key AND m.key = j.metric_key AND NOT coalesce(m.system, false)
)
SELECT run_key, via, fact, name, text, extra, CAST(n AS BIGINT) AS n, value
FROM facts
ORDER BY run_key, via NULLS FIRST, fact, name NULLS FIRST, text NULLS FIRST, extra NULLS FIRST, n
