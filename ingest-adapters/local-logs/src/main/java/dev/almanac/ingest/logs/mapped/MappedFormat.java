package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what a person's mapping says is a run. Exists only where a source has a mapping, and then
 * stands before all other formats: what a person says counts most.
 */
public final class MappedFormat implements LogFormat {

  /** The name of the tracker. */
  public static final String TRACKER = "files";

  private final Mapping mapping;
  private final List<Pattern> folders = new ArrayList<>();
  private final List<Pattern> files = new ArrayList<>();

  /** Creates the format for a mapping. */
  public MappedFormat(Mapping mapping) {
    this.mapping = mapping;
    for (String glob : mapping.runs()) {
      (Mapping.isOfFiles(glob) ? files : folders).add(Globs.pattern(glob));
    }
  }

  @Override
  public String tracker() {
    return TRACKER;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return "AlgoPerf's CSV, LCCV's learning curves, OpenML's ARFF";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Log> found = new ArrayList<>();
    String path = path(folder, folder.path());
    boolean isRun = folders.stream().anyMatch(glob -> glob.matcher(path).matches());
    List<Path> metrics = isRun ? named(folder, mapping.metrics()) : List.of();
    List<Path> params = isRun ? named(folder, mapping.params()) : List.of();
    // A trial that failed before its first row has params only; but a glob of all folders would
    // make a run of each that happens to hold a file of the params' name.
    boolean isNamed = mapping.metrics().isEmpty() || !mapping.runs().equals(List.of("**"));
    if (isRun && (!metrics.isEmpty() || isNamed && !params.isEmpty())) {
      if (mapping.run().isSeveral()) {
        for (Path table : metrics) {
          found.addAll(PartLog.of(mapping, table, path(folder, table)));
        }
      } else {
        found.add(new MappedLog(mapping, folder.path(), "", path, metrics, params));
      }
    }
    for (String name : folder.files()) {
      Path file = folder.resolve(name);
      String own = path(folder, file);
      if (files.stream().anyMatch(glob -> glob.matcher(own).matches())) {
        if (mapping.run().isSeveral()) {
          found.addAll(PartLog.of(mapping, file, own));
        } else {
          List<Path> beside = named(folder, mapping.params());
          found.add(new MappedLog(mapping, folder.path(), name, own, List.of(file), beside));
        }
      }
    }
    return found;
  }

  private static String path(LogFolder folder, Path file) {
    String path = folder.root().relativize(file).toString().replace('\\', '/');
    return path.isEmpty() ? "." : path;
  }

  /** Returns files of a folder, or of those below it that a glob leads into. */
  private static List<Path> named(LogFolder folder, List<String> globs) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String glob : globs) {
      int slash = glob.indexOf('/');
      if (slash < 0) {
        Pattern pattern = Globs.pattern(glob);
        for (String name : folder.files()) {
          if (pattern.matcher(name).matches() && !found.contains(folder.resolve(name))) {
            found.add(folder.resolve(name));
          }
        }
      } else {
        Pattern below = Globs.pattern(glob.substring(0, slash));
        for (String name : folder.folders()) {
          if (below.matcher(name).matches()) {
            found.addAll(named(folder.child(name), List.of(glob.substring(slash + 1))));
          }
        }
      }
    }
    return found;
  }
}
