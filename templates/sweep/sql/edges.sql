-- Settings whose best trials lie at an end of the range.
SELECT p.param_key, p.low, p.high, p.edge, p.edge_share_top, p.edge_share_other, p.edge_p_adj, p.widen_to, p.edge_note, p.n_top,
  p.space_origin, p.scale
FROM search_param p
JOIN analysis a ON a.analysis_id = p.analysis_id AND a.kind = 'search'
JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
WHERE a.project || '/' || p.sweep = :sweep AND p.edge IS NOT NULL
ORDER BY p.edge_p_adj, p.param_key
