SELECT a.name, a.type, v.version, v.manifest_digest, v.size_bytes, l.direction
FROM run_artifact_links l
JOIN artifact_versions v ON v.id = l.artifact_version_id
JOIN artifacts a ON a.id = v.artifact_id
WHERE l.%s = ?
ORDER BY l.id
