package dev.almanac.ingest.logs.guild;

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

/**
 * Runs of Guild AI: a folder each with {@code .guild/opref} and {@code .guild/attrs}. Guild keeps
 * flags, times and the exit status; curves are TensorBoard events beside them, so this says
 * something about whatever was logged in the folder.
 */
public final class GuildFormat implements LogFormat {

  /** The folder of a run that is Guild's own. */
  public static final String FOLDER = ".guild";

  static final String ATTRIBUTES = "attrs";

  /** Creates the format. */
  public GuildFormat() {}

  @Override
  public String tracker() {
    return "guild";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.PARAMS, Capability.TAGS, Capability.ENVIRONMENT, Capability.LIVE_RUNS);
  }

  @Override
  public String tried() {
    return "files as the source of 0.9.0 writes them";
  }

  /** Tells whether a folder is a run of Guild. */
  public static boolean isRun(LogFolder folder) throws IOException {
    if (!folder.hasFolder(FOLDER)) {
      return false;
    }
    LogFolder inner = folder.child(FOLDER);
    return inner.hasFile("opref") && inner.hasFolder(ATTRIBUTES);
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    if (!isRun(folder)) {
      return List.of();
    }
    LogFolder inner = folder.child(FOLDER);
    List<Path> files = new ArrayList<>();
    inner.files().stream()
        .filter(name -> !name.contains("tfevents"))
        .forEach(name -> files.add(inner.resolve(name)));
    LogFolder attributes = inner.child(ATTRIBUTES);
    attributes.files().forEach(name -> files.add(attributes.resolve(name)));
    return List.of(new GuildLog(folder.path(), inner.path(), files, attributes.files()));
  }
}
