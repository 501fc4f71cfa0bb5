-- Commits of the runs; where two follow one another on a host that can show what lies between, the address of that.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), facts AS (
  SELECT a.place, a.run_key,
    max(e.value) FILTER (e.key IN ('commit', 'revision', 'sha')) AS commit,
    max(e.value) FILTER (e.key IN ('remote', 'url', 'repository', 'origin', 'remote_url')) AS remote,
    coalesce(bool_or(lower(e.value) = 'true') FILTER (e.key = 'dirty'), false) AS dirty
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
  LEFT JOIN environment e ON e.run_key = a.run_key AND e.kind = 'git'
  GROUP BY a.place, a.run_key
), hosted AS (
  SELECT *, CASE WHEN regexp_matches(commit, '^[0-9a-f]{7,64}$') THEN regexp_extract(remote,
    '^(?:https?://|ssh://|git://)?(?:[^@/ ]*@)?((?:github|gitlab)[.][a-z0-9.-]+)[:/]+([A-Za-z0-9_./-]+?)(?:[.]git)?/?$', ['host', 'path']) END AS web
  FROM facts
), commits AS (
  SELECT commit, any_value(web) AS web, min(place) AS first_place, count(*) AS n_runs, count(*) FILTER (dirty) AS n_dirty,
    string_agg(CAST(place AS VARCHAR), ', ' ORDER BY place) AS places
  FROM hosted
  GROUP BY commit
), followed AS (
  SELECT *, lag(commit) OVER w AS commit_before, lag(web) OVER w AS web_before, count(*) OVER () AS n,
    count(*) FILTER (commit IS NOT NULL) OVER () AS n_commits
  FROM commits
  WINDOW w AS (ORDER BY commit IS NULL, first_place)
)
SELECT commit, first_place, n_runs, n_dirty, places, n_commits,
  CASE WHEN web.host <> '' THEN 'https://' || web.host || '/' || web.path
    || CASE WHEN web.host LIKE 'github%' THEN '/commit/' ELSE '/-/commit/' END || commit END AS link,
  CASE WHEN web.host <> '' AND web = web_before AND commit_before IS NOT NULL THEN 'https://' || web.host || '/' || web.path
    || CASE WHEN web.host LIKE 'github%' THEN '/compare/' ELSE '/-/compare/' END || commit_before || '...' || commit END AS compare_link
FROM followed
ORDER BY commit IS NULL, first_place
LIMIT 60
