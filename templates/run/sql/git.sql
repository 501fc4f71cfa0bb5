-- Address of the commit, where code and host are known by http.
WITH facts AS (
  SELECT max(value) FILTER (key IN ('commit', 'revision', 'sha')) AS commit,
    max(value) FILTER (key IN ('remote', 'url', 'repository', 'origin', 'remote_url')) AS remote
  FROM environment
  WHERE run_key = :run AND kind = 'git'
), hosted AS (
  SELECT commit, regexp_extract(remote, '^(?:https?://|ssh://|git://)?(?:[^@/ ]*@)?((?:github|gitlab)[.][a-z0-9.-]+)[:/]+([A-Za-z0-9_./-]+?)(?:[.]git)?/?$',
      ['host', 'path']) AS place
  FROM facts
)
SELECT commit, place.host AS host,
  CASE WHEN place.host LIKE 'github%' THEN 'https://' || place.host || '/' || place.path || '/commit/' || commit
    ELSE 'https://' || place.host || '/' || place.path || '/-/commit/' || commit END AS link
FROM hosted
WHERE regexp_matches(commit, '^[0-9a-f]{7,64}$') AND place.host <> '' AND place.path <> ''
