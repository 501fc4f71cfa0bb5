-- What trackers hold of two runs of the fixture beside their params and metrics; some of it hostile.
INSERT INTO environment VALUES
  ('fixture/2', 'git', 'commit', '0123456789abcdef0123456789abcdef01234567'),
  ('fixture/2', 'git', 'remote', 'git@github.com:team/speech.git'),
  ('fixture/5', 'git', 'commit', '89abcdef0123456789abcdef0123456789abcdef'),
  ('fixture/5', 'git', 'remote', 'https://github.com/team/speech'),
  ('fixture/8', 'git', 'commit', '"><script>alert(2)</script>'),
  ('fixture/8', 'git', 'remote', 'javascript:alert(3)//github.com/a/b'),
  ('fixture/2', 'package', 'torch', '2.4.0'),
  ('fixture/5', 'package', 'torch', '2.5.0'),
  ('fixture/2', 'host', 'pid', '71'),
  ('fixture/5', 'host', 'pid', '72'),
  ('fixture/2', 'python', 'version', '<i>3.12</i>');
INSERT INTO tags VALUES ('fixture/2', '<b>tag</b>', '</script><script>alert(4)</script>');
INSERT INTO tags VALUES ('fixture/165', 'error', 'ValueError: <x> is not a shape');
INSERT INTO datasets VALUES ('fixture/2', 'corpus<x>', 'd1', 'train', 'javascript:alert(5)');
INSERT INTO artifacts VALUES ('fixture/2', 'model"><img src=x>.pt', 'file', 1234567, 'f00', 'file:///x');
INSERT INTO lineage VALUES ('fixture/2', 'parent', 'fixture/5', NULL), ('fixture/8', 'parent', 'fixture/2', NULL);
INSERT INTO system_metrics
SELECT 'fixture/2', 'gpu.' || g || '.<u>', s, TIMESTAMPTZ '2026-01-06 08:00:00Z' + INTERVAL (s) MINUTE, 40 + s + g, s
FROM generate_series(0, 2) AS gpus(g), generate_series(1, 30) AS steps(s);
UPDATE runs SET url = 'https://tracker.example/run/2?a=1&b="x', description = '<script>alert(6)</script>' WHERE run_key = 'fixture/2';
UPDATE runs SET url = 'https://tracker.example/run/5' WHERE run_key = 'fixture/5';
INSERT INTO runs (run_key, project, name, tracker, source, run_id, status, same_as)
VALUES ('twin/2', 'speech', 'run of the twin', 'wandb', 'w', 't2', 'finished', 'fixture/2');
INSERT INTO quarantine VALUES
  ('fixture', 'fixture/2', 'altered', 'x/<b>/y', 7, 'A step <2> was kept as text.', 'x', TIMESTAMPTZ '2026-03-23 05:00:00Z');
INSERT INTO hygiene_run (analysis_id, run_key, project, score, reproducible, explanation, next_item, next_fix)
VALUES ('h', 'fixture/2', 'x', 41, 'partly', 'Missing: <packages>.', 'code_changes', 'git commit');
UPDATE runs SET name = 'one name' WHERE run_key IN ('fixture/11', 'fixture/13');
