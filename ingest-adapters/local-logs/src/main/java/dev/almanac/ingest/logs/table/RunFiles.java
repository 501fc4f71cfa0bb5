package dev.almanac.ingest.logs.table;

import dev.almanac.ingest.logs.LogFolder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges files by their names: whether one may be a table or a log of a run, and whether its folder
 * is the run or merely holds it. Pure.
 */
public final class RunFiles {

  private static final Set<String> TABLES = Set.of("csv", "tsv", "log", "txt");
  private static final Set<String> TEXTS = Set.of("log", "txt", "out", "stdout", "err");

  /** Names that programs give to the one log of a run; whoever keeps several names them apart. */
  private static final Pattern OF_THE_FOLDER =
      Pattern.compile(
          "(train(ing)?|hist(ory)?|log|logs|metrics?|results?|progress|output|out|stdout|main|run|"
              + "console|csv_?logger|train(ing)?[_-]?(log|logs|hist(ory)?|metrics|results|output)|"
              + "log[_-]?train(ing)?|epochs?|epoch[_-]?log|csv[_-]?log)");

  /** Files that make their folder a run, whatever else lies in it. */
  private static final Set<String> OF_A_RUN =
      Set.of(
          "args.yaml",
          "config.yaml",
          "hparams.json",
          "hparams.yaml",
          "metrics.csv",
          "opt.yaml",
          "params.json",
          "params.yaml",
          "progress.csv",
          "result.json",
          "results.csv",
          "run.json",
          "trainer_state.json",
          "training_args.bin",
          "catboost_training.json");

  private RunFiles() {}

  /** Tells whether a file's name promises a table. */
  public static boolean isTable(String name) {
    return TABLES.contains(extension(name)) && !isForPeople(name);
  }

  /** Tells whether a file's name promises what a program printed. */
  public static boolean isText(String name) {
    return TEXTS.contains(extension(name)) && !isForPeople(name)
        || name.matches("(nohup\\.out|slurm-.*\\.(out|err)|.*\\.o\\d+)");
  }

  /** Tells whether a file belongs to a format that stands further up. */
  public static boolean isAnotherFormats(LogFolder folder, String name) {
    boolean isLightning = name.equals("metrics.csv") && folder.hasFile("hparams.yaml");
    boolean isYolo =
        name.equals("results.csv") && (folder.hasFile("args.yaml") || folder.hasFile("opt.yaml"));
    boolean isMlperf = name.matches("(result_?\\d+|.*(mlperf|mllog).*)\\.(txt|log|out)");
    return isLightning
        || isYolo
        || isMlperf
        || name.equals("tune_results.csv")
        || name.equals("progress.csv");
  }

  /** Returns what tells a file's run from others in the folder; empty if the folder is the run. */
  public static String part(LogFolder folder, String name) {
    boolean isTheRun =
        OF_THE_FOLDER.matcher(lowerStem(name)).matches()
            || folder.files().stream()
                .anyMatch(file -> OF_A_RUN.contains(file) || file.contains("tfevents"))
            || folder.hasFolder(".hydra");
    return isTheRun ? "" : name;
  }

  /**
   * Returns what tells the runs of several files of one program apart: one of them may be the
   * folder's run. Two never are: of what both say only the first one's word would count.
   *
   * @return parts as {@link #part} returns them, in the order of the names
   */
  public static List<String> parts(LogFolder folder, List<String> names) {
    List<String> parts = names.stream().map(name -> part(folder, name)).toList();
    if (parts.stream().filter(String::isEmpty).count() < 2) {
      return parts;
    }
    List<String> named =
        names.stream().filter(name -> OF_THE_FOLDER.matcher(lowerStem(name)).matches()).toList();
    String main = named.size() == 1 ? named.get(0) : "";
    return names.stream().map(name -> name.equals(main) ? "" : name).toList();
  }

  private static String lowerStem(String name) {
    return stem(name).toLowerCase(Locale.ROOT);
  }

  private static boolean isForPeople(String name) {
    return name.toLowerCase(Locale.ROOT)
        .matches("(readme|license|licence|notice|requirements|changelog|copying).*");
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
