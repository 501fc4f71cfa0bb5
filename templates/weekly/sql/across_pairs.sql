-- Pairs of configurations that differ beyond chance, the clearest first, the better one named first.
SELECT CASE WHEN delta >= 0 THEN a ELSE b END AS better, CASE WHEN delta >= 0 THEN b ELSE a END AS worse,
  CASE WHEN delta >= 0 THEN poi ELSE 1 - poi END AS poi,
  CASE WHEN delta >= 0 THEN poi_low ELSE 1 - poi_high END AS poi_low,
  CASE WHEN delta >= 0 THEN poi_high ELSE 1 - poi_low END AS poi_high, p_adj, n_tasks
FROM compare_pair
WHERE significant
ORDER BY p_adj, better, worse
LIMIT 10
