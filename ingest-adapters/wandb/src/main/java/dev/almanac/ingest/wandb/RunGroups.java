package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes runs of run folders: those of one id are one run that was resumed.
 *
 * <p>Ids are unique only within a project. Where folders of one id name several projects, the one
 * that started first keeps the bare id as id in the source, and each other is {@code project/id};
 * so an id stays what it is when more runs are logged, and when a log is damaged.
 */
final class RunGroups {

  private static final String METADATA = "wandb-metadata.json";

  private RunGroups() {}

  /**
   * Returns the runs in the order of their ids.
   *
   * @param base folder to which a copy of the newest run, whose id cannot be known, is named
   * @param projectOf reads the project that a folder's log names; null if it cannot be known. Asked
   *     only of folders that share their id
   */
  static List<FoundRun> of(
      Path base,
      List<RunFolder> folders,
      Map<String, WandbWalk.Sweep> sweeps,
      Function<RunFolder, @Nullable String> projectOf) {
    Map<String, List<RunFolder>> byId = new TreeMap<>();
    for (RunFolder folder : withoutCopies(folders)) {
      boolean nameless = folder.isLatestCopy() && folder.log() == null;
      String id = nameless ? WandbWalk.relative(base, folder.path()) : folder.id();
      byId.computeIfAbsent(id, absent -> new ArrayList<>()).add(folder);
    }
    Map<String, FoundRun> runs = new TreeMap<>();
    byId.forEach(
        (id, same) -> {
          same.sort(
              Comparator.comparing(RunFolder::time).thenComparing(each -> each.path().toString()));
          byProject(same, projectOf)
              .forEach(
                  (project, own) -> {
                    String runId = project.isEmpty() ? id : project + "/" + id;
                    runs.put(runId, new FoundRun(runId, id, own, sweeps.get(id)));
                  });
        });
    return List.copyOf(runs.values());
  }

  /** Returns folders by project; those of the first project under "". */
  private static Map<String, List<RunFolder>> byProject(
      List<RunFolder> same, Function<RunFolder, @Nullable String> projectOf) {
    Map<String, List<RunFolder>> groups = new LinkedHashMap<>();
    if (same.size() == 1) {
      groups.put("", same);
      return groups;
    }
    String first = null;
    Map<RunFolder, String> known = new HashMap<>();
    for (RunFolder folder : same) {
      String project = projectOf.apply(folder);
      if (project != null) {
        known.put(folder, project);
        first = first == null ? project : first;
      }
    }
    for (RunFolder folder : same) {
      String project = known.get(folder);
      String group = project == null || project.equals(first) ? "" : project;
      groups.computeIfAbsent(group, absent -> new ArrayList<>()).add(folder);
    }
    return groups;
  }

  /**
   * Leaves out copies: a folder {@code latest-run} that stands beside the run it shows, and a log
   * that lies twice below the place.
   */
  private static List<RunFolder> withoutCopies(List<RunFolder> folders) {
    List<RunFolder> kept = new ArrayList<>();
    for (RunFolder folder : folders) {
      boolean copy =
          folder.isLatestCopy() && folders.stream().anyMatch(each -> isCopy(folder, each));
      if (!copy) {
        kept.add(folder);
      }
    }
    return kept;
  }

  private static boolean isCopy(RunFolder latest, RunFolder other) {
    Path beside = latest.path().getParent();
    if (other == latest || beside == null || !beside.equals(other.path().getParent())) {
      return false;
    }
    if (latest.log() != null) {
      return latest.id().equals(other.id());
    }
    return content(latest.file(METADATA)).length > 0
        && isSame(latest, other, METADATA)
        && isSame(latest, other, "config.yaml");
  }

  private static boolean isSame(RunFolder one, RunFolder other, String name) {
    return Arrays.equals(content(one.file(name)), content(other.file(name)));
  }

  private static byte[] content(Path file) {
    try {
      return FileTexts.bytes(file);
    } catch (IOException absent) {
      return new byte[0];
    }
  }
}
