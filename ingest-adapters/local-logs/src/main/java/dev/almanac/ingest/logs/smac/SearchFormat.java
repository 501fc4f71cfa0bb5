package dev.almanac.ingest.logs.smac;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Searches of SMAC3, of BOHB (HpBandSter's result logger) and of DeepCAVE's recorder. A
 * configuration is a run; each of its evaluations, whatever budget, seed and instance it had, is a
 * point.
 */
public final class SearchFormat implements LogFormat {

  private final SearchKind kind;

  private SearchFormat(SearchKind kind) {
    this.kind = kind;
  }

  /** Returns the format of SMAC3, versions 1 and 2. */
  public static SearchFormat smac() {
    return new SearchFormat(SearchKind.SMAC);
  }

  /** Returns the format of BOHB. */
  public static SearchFormat bohb() {
    return new SearchFormat(SearchKind.BOHB);
  }

  /** Returns the format of DeepCAVE's recorder. */
  public static SearchFormat deepCave() {
    return new SearchFormat(SearchKind.DEEPCAVE);
  }

  @Override
  public String tracker() {
    return kind.tracker();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all =
        EnumSet.of(
            Capability.METRIC_HISTORY,
            Capability.METRIC_DEFINITIONS,
            Capability.PARAMS,
            Capability.SEARCH_SPACE,
            Capability.TAGS);
    if (kind == SearchKind.SMAC) {
      all.addAll(EnumSet.of(Capability.ENVIRONMENT, Capability.LIVE_RUNS));
    }
    return all;
  }

  @Override
  public String tried() {
    return switch (kind) {
      case SMAC -> "1.x, 2.0.2, 2.2.0, 2.4.1";
      case BOHB -> "files of HpBandSter as DeepCAVE ships them";
      case DEEPCAVE -> "files of the recorder as DeepCAVE ships them";
    };
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    if (!kind.isIn(folder)) {
      return List.of();
    }
    SearchHistory history = SearchHistory.of(kind, folder.path());
    String surroundings = surroundings(folder.path());
    List<Log> logs = new ArrayList<>();
    history
        .configurations()
        .forEach(
            (id, configuration) ->
                logs.add(
                    new SearchLog(
                        kind,
                        folder.path(),
                        id,
                        configuration,
                        logs.isEmpty() ? history : null,
                        surroundings)));
    return logs;
  }

  /** What the runs of a search share changes all of them. */
  private static String surroundings(Path folder) {
    Fingerprint fingerprint = new Fingerprint();
    List<String> names =
        List.of(SearchKind.SPACE, SearchKind.SCENARIO, SearchKind.OLD_SCENARIO, SearchKind.META);
    for (String name : names) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        fingerprint.row("file", name, attributes.size(), FileTimes.nanos(attributes));
      } catch (IOException absent) {
        fingerprint.row("absent", name);
      }
    }
    return fingerprint.text();
  }
}
