-- What the run itself says went wrong.
SELECT key, CASE WHEN length(value) > 400 THEN left(value, 400) || '…' ELSE value END AS value
FROM tags
WHERE run_key = :run AND value <> '' AND regexp_matches(lower(key), '(^|[./_-])(error|exception|failure|fail_reason|traceback)$')
ORDER BY key
LIMIT 3
