package dev.almanac.ingest.comet;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.archive.ArchiveException;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the experiments at and below a place. Follows a link to a folder once. */
final class CometWalk {

  private static final Set<String> SKIPPED =
      Set.of(".git", ".venv", "__pycache__", "node_modules", "site-packages");

  private final Path base;
  private final Path root;
  private final Set<Path> left;
  private final ProblemLog problems;
  private final Set<Path> visited = new HashSet<>();
  private final Map<String, List<Found>> byKey = new TreeMap<>();
  private final Map<String, LocalRun> runs = new TreeMap<>();
  private final List<DownloadedRun> downloads = new ArrayList<>();

  /** An archive or folder, with what its order depends on. */
  private record Found(OfflinePart part, long start, String name, String content) {}

  /**
   * Prepares a walk.
   *
   * @param left folders that belong to others
   */
  CometWalk(Path root, Path base, Set<Path> left, ProblemLog problems) {
    this.root = root;
    this.base = base;
    this.left = left;
    this.problems = problems;
  }

  /** Walks, and returns the experiments by id. */
  Map<String, LocalRun> run() {
    if (Files.isDirectory(root)) {
      walk();
    } else {
      archive(root);
    }
    merge();
    linkDownloads();
    return runs;
  }

  private void walk() {
    Deque<Path> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Path path = pending.pop();
      try {
        if (!visited.add(path.toRealPath())) {
          continue;
        }
        Folder folder = Folder.of(path);
        boolean ours = look(folder);
        for (String name : ours ? List.<String>of() : folder.folders()) {
          Path below = path.resolve(name);
          if (!SKIPPED.contains(name) && !left.contains(below)) {
            pending.push(below);
          }
        }
      } catch (IOException unreadable) {
        problems.corrupt(path, "Cannot look into the folder: " + FileTexts.reason(unreadable));
      }
    }
  }

  /** Looks at one folder; true if nothing below it is an experiment of its own. */
  private boolean look(Folder folder) {
    if (CometPlaces.isDownload(folder)) {
      download(folder);
      return true;
    }
    if (CometPlaces.isUnpacked(folder)) {
      part(new OfflinePart(folder.path(), false), null);
      return true;
    }
    for (String file : folder.files()) {
      if (CometPlaces.isZip(file)) {
        archive(folder.path().resolve(file));
      }
    }
    return false;
  }

  private void archive(Path file) {
    String name = name(file);
    if (CometPlaces.isArchive(file)) {
      part(new OfflinePart(file, true), CometPlaces.keyOf(name));
    } else if (CometPlaces.isNamedArchive(name)) {
      unreadable(file);
    }
  }

  /** An experiment that runs, or was killed, has an archive of its name without anything in it. */
  private void unreadable(Path file) {
    try (OfflinePart.Opened opened = new OfflinePart(file, true).open()) {
      boolean started = opened.size(OfflinePart.EXPERIMENT) != null;
      if (!started && opened.size(OfflinePart.MESSAGES) == null && Files.size(file) < 100) {
        problems.report(
            Problem.Kind.TRUNCATED,
            file,
            -1,
            "the archive is empty: the experiment still runs or was killed; what it logged lies in a"
                + " temporary folder with a messages.json on the machine that ran it",
            null);
      } else if (started) {
        problems.corrupt(file, "the archive has no " + OfflinePart.MESSAGES);
      } else if (opened.size(OfflinePart.MESSAGES) != null) {
        part(new OfflinePart(file, true), CometPlaces.keyOf(name(file)));
      }
    } catch (IOException damaged) {
      Problem.Kind kind =
          damaged instanceof ArchiveException said ? said.kind() : Problem.Kind.CORRUPT;
      String key = CometPlaces.keyOf(name(file));
      if (key != null && kind != Problem.Kind.UNSUPPORTED) {
        byKey
            .computeIfAbsent(key, absent -> new ArrayList<>())
            .add(new Found(new OfflinePart(file, true), 0, name(file), name(file)));
      } else {
        problems.report(kind, file, -1, FileTexts.reason(damaged), null);
      }
    }
  }

  private void part(OfflinePart part, @Nullable String keyByName) {
    JsonValue experiment = JsonValue.NULL;
    String content = part.path().toString();
    try (OfflinePart.Opened opened = part.open()) {
      experiment = opened.experiment();
      if (part.archive()) {
        Fingerprint fingerprint = new Fingerprint();
        part.fingerprint(fingerprint);
        content = fingerprint.text();
      }
    } catch (IOException damaged) {
      // Reading it will say so.
      experiment = JsonValue.NULL;
    }
    String stated = CometMapping.text(experiment.get("offline_id"));
    String key = stated != null ? stated : keyByName;
    Long start = experiment.get("start_time").integer();
    if (key == null) {
      String id = relative(part.path());
      runs.put(id, new OfflineRun(base, id, null, List.of(part)));
      return;
    }
    byKey
        .computeIfAbsent(key, absent -> new ArrayList<>())
        .add(new Found(part, start == null ? 0 : start, relative(part.path()), content));
  }

  private void merge() {
    byKey.forEach(
        (key, found) -> {
          found.sort(Comparator.comparingLong(Found::start).thenComparing(Found::name));
          List<OfflinePart> parts = new ArrayList<>();
          Map<String, String> seen = new TreeMap<>();
          for (Found each : found) {
            String same = seen.putIfAbsent(each.content(), each.name());
            if (same == null) {
              parts.add(each.part());
            } else {
              problems.report(
                  Problem.Kind.ALTERED,
                  each.part().path(),
                  -1,
                  "the archive holds the same as " + same + "; it is read once",
                  null);
            }
          }
          runs.put(key, new OfflineRun(base, key, key, parts));
        });
  }

  private void download(Folder folder) {
    JsonValue metadata = JsonValue.NULL;
    try {
      metadata = JsonText.parse(FileTexts.bytes(folder.path().resolve(DownloadedRun.METADATA)));
    } catch (IOException damaged) {
      // Reading it will say so.
      metadata = JsonValue.NULL;
    }
    Path project = folder.path().getParent();
    String id =
        stated(metadata, "workspaceName", project == null ? null : project.getParent())
            + "/"
            + stated(metadata, "projectName", project)
            + "/"
            + name(folder.path());
    if (runs.containsKey(id)) {
      problems.report(
          Problem.Kind.ALTERED,
          folder.path(),
          -1,
          "the experiment " + id + " was downloaded twice; this copy is a run of its own",
          null);
      id = relative(folder.path());
    }
    boolean comet = !metadata.get("experimentKey").isNull();
    DownloadedRun run =
        new DownloadedRun(base, folder.path(), id, comet ? 1 : names(folder.path()));
    runs.put(id, run);
    downloads.add(run);
  }

  private static String stated(JsonValue metadata, String field, @Nullable Path otherwise) {
    String text = CometMapping.text(metadata.get(field));
    return text != null ? text : otherwise == null ? "" : name(otherwise);
  }

  /** Returns how many runs name themselves in a folder. */
  private static int names(Path folder) {
    int names = 0;
    Path file = folder.resolve(DownloadedRun.OTHERS);
    try (InputStream input = Files.newInputStream(file)) {
      LineReader lines = new LineReader(input);
      while (lines.next()) {
        String line = FileTexts.text(lines.copy(40));
        if (line.startsWith("{\"name\": \"Name\",") || line.startsWith("{\"name\":\"Name\",")) {
          names++;
        }
      }
    } catch (IOException absent) {
      return 1;
    }
    return names;
  }

  /** Each folder of Neptune's repeats the one with one name less. */
  private void linkDownloads() {
    for (DownloadedRun run : downloads) {
      if (run.names() > 1) {
        downloads.stream()
            .filter(other -> other.names() == run.names() - 1 && other.root().equals(run.root()))
            .findFirst()
            .ifPresent(run::before);
      }
    }
  }

  private String relative(Path path) {
    return path.equals(base) ? "." : base.relativize(path).toString().replace('\\', '/');
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
