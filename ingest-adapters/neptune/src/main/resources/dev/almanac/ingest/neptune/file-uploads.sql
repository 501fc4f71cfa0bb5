SELECT source_path, destination FROM file_upload_requests ORDER BY id
