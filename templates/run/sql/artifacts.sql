SELECT path, kind, size_bytes, digest, uri, count(*) OVER () AS n, sum(size_bytes) OVER () AS total_bytes
FROM artifacts
WHERE run_key = :run AND path <> '.'
ORDER BY size_bytes DESC NULLS LAST, path
LIMIT 40
