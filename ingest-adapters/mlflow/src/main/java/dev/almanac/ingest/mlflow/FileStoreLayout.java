package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows where things lie in a file store ({@code mlflow/store/tracking/file_store.py}): {@code
 * root/experiment/run}, deleted experiments under {@code root/.trash}.
 */
final class FileStoreLayout {

  static final String META = "meta.yaml";
  static final String TRASH = ".trash";
  static final String TAGS = "tags";
  static final String PARAMS = "params";
  static final String METRICS = "metrics";
  static final String ARTIFACTS = "artifacts";
  static final String INPUTS = "inputs";
  static final String OUTPUTS = "outputs";
  static final String MODELS = "models";
  static final String DATASETS = "datasets";

  /** Folders of an experiment that are not runs. */
  private static final Set<String> RESERVED = Set.of(TAGS, DATASETS, "traces", MODELS);

  /** What MLflow accepts as an experiment id, see {@code _validate_experiment_id}. */
  private static final Pattern EXPERIMENT_ID = Pattern.compile("[a-zA-Z0-9][\\w\\-]{0,63}");

  private static final Pattern RUN_ID = Pattern.compile("[0-9a-f]{32}");

  private FileStoreLayout() {}

  /**
   * A folder that holds one experiment.
   *
   * @param path the folder
   * @param id its name, which is the experiment's id
   * @param trashed whether it lies in the trash
   */
  record ExperimentFolder(Path path, String id, boolean trashed) {}

  /** Returns the experiments of a store, those in the trash last; the root may be one itself. */
  static List<ExperimentFolder> experiments(Path root) throws IOException {
    if (isExperimentMeta(root.resolve(META))) {
      boolean trashed =
          root.getParent() != null && TRASH.equals(String.valueOf(root.getParent().getFileName()));
      return List.of(new ExperimentFolder(root, String.valueOf(root.getFileName()), trashed));
    }
    List<ExperimentFolder> found = new ArrayList<>(experimentsIn(root, false));
    Path trash = root.resolve(TRASH);
    if (Files.isDirectory(trash)) {
      found.addAll(experimentsIn(trash, true));
    }
    return found;
  }

  private static List<ExperimentFolder> experimentsIn(Path folder, boolean trashed)
      throws IOException {
    List<ExperimentFolder> found = new ArrayList<>();
    for (Path path : folders(folder)) {
      String id = name(path);
      boolean registry = !trashed && id.equals(MODELS);
      if (EXPERIMENT_ID.matcher(id).matches() && !registry && looksLikeExperiment(path)) {
        found.add(new ExperimentFolder(path, id, trashed));
      }
    }
    return found;
  }

  /** Tells whether a folder has an experiment's meta file, or runs without one beside them. */
  static boolean looksLikeExperiment(Path folder) throws IOException {
    Path meta = folder.resolve(META);
    if (Files.exists(meta)) {
      return !isRunMeta(meta);
    }
    return holdsRuns(folder);
  }

  private static boolean holdsRuns(Path folder) throws IOException {
    for (Path child : folders(folder)) {
      if (RUN_ID.matcher(name(child)).matches() && Files.exists(child.resolve(META))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether a folder holds experiments. Looks into a folder below only if it is named like an
   * experiment and has a meta file, or is named like a run's folder's parent.
   */
  static boolean isStore(Folder folder) throws IOException {
    for (String name : folder.folders()) {
      Path child = folder.path().resolve(name);
      if (name.equals(TRASH)) {
        if (!experimentsIn(child, true).isEmpty()) {
          return true;
        }
      } else if (EXPERIMENT_ID.matcher(name).matches() && !name.equals(MODELS)) {
        Path meta = child.resolve(META);
        if (Files.exists(meta) ? isExperimentMeta(meta) : holdsRuns(child)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the runs of an experiment, by name. */
  static List<Path> runs(Path experiment) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path path : folders(experiment)) {
      if (!RESERVED.contains(name(path)) && looksLikeRun(path)) {
        found.add(path);
      }
    }
    return found;
  }

  /**
   * Tells whether a folder beside others in an experiment is a run: it has a meta file, or it is
   * named like a run and holds data of one. Artifact roots share the folder and have neither.
   */
  private static boolean looksLikeRun(Path folder) {
    if (Files.exists(folder.resolve(META))) {
      return true;
    }
    return RUN_ID.matcher(name(folder)).matches()
        && (Files.isDirectory(folder.resolve(METRICS))
            || Files.isDirectory(folder.resolve(PARAMS))
            || Files.isDirectory(folder.resolve(TAGS)));
  }

  /** Tells whether a file is the meta file of an experiment. */
  static boolean isExperimentMeta(Path meta) {
    return hasFields(meta, Set.of("experiment_id"), Set.of("run_id", "run_uuid"))
        && hasFields(meta, Set.of("artifact_location", "lifecycle_stage", "name"), Set.of());
  }

  private static boolean isRunMeta(Path meta) {
    return hasFields(meta, Set.of("run_id", "run_uuid"), Set.of());
  }

  private static boolean hasFields(Path meta, Set<String> anyOf, Set<String> noneOf) {
    if (!Files.isRegularFile(meta)) {
      return false;
    }
    try {
      Set<String> fields = MetaYaml.parse(FileTexts.bytes(meta)).scalars().keySet();
      return anyOf.stream().anyMatch(fields::contains)
          && noneOf.stream().noneMatch(fields::contains);
    } catch (IOException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  /** Returns the folders in a folder, by name; links to folders included. Empty if absent. */
  static List<Path> folders(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (Files.isDirectory(entry)) {
            found.add(entry);
          }
        }
      }
    }
    found.sort(Comparator.comparing(FileStoreLayout::name));
    return found;
  }

  /** Returns the last name of a path. */
  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
