-- Names that may mean one param; the surest suggestions.
SELECT canonical_key, string_agg(param_key, ', ' ORDER BY param_key) AS names,
  max(score) AS score
FROM param_alias
WHERE basis = 'suggested'
GROUP BY canonical_key
ORDER BY score DESC, canonical_key
LIMIT 5
