WITH points AS (
  SELECT run_key, key, count(*) AS points,
         count(*) FILTER (WHERE isnan(value)) AS nans,
         -- MLflow's SQL stores keep an infinity as the largest double.
         count(*) FILTER (WHERE NOT isnan(value) AND abs(value) >= 1.7976931348623157e308) AS infinities
  FROM (SELECT run_key, key, value FROM metrics
        UNION ALL
        SELECT run_key, key, value FROM system_metrics) AS every_point
  GROUP BY run_key, key
),
series AS (
  SELECT run_key, sum(nans) AS nans, sum(infinities) AS infinities,
         CAST(json_group_object(key, points) AS VARCHAR) AS points
  FROM points
  GROUP BY run_key
),
latest AS (
  SELECT run_key, CAST(json_group_object(key, CAST(reported AS VARCHAR)) AS VARCHAR) AS last
  FROM metric_summaries
  WHERE reported IS NOT NULL
  GROUP BY run_key
)
SELECT runs.run_id, runs.name, runs.project, runs.status, runs.deleted,
       epoch_ms(runs.started_at) AS start_time, epoch_ms(runs.ended_at) AS end_time,
       (SELECT count(*) FROM params WHERE params.run_key = runs.run_key) AS params,
       (SELECT count(*) FROM tags WHERE tags.run_key = runs.run_key) AS tags,
       (SELECT count(*) FROM datasets WHERE datasets.run_key = runs.run_key) AS datasets,
       CAST(coalesce(series.nans, 0) AS BIGINT) AS nan_points,
       CAST(coalesce(series.infinities, 0) AS BIGINT) AS infinite_points,
       coalesce(series.points, '{}') AS points, coalesce(latest.last, '{}') AS last
FROM runs
LEFT JOIN series ON series.run_key = runs.run_key
LEFT JOIN latest ON latest.run_key = runs.run_key
