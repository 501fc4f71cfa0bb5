package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.logs.FileIdentity;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.lightning.HparamsYaml;
import dev.almanac.ingest.logs.tensorboard.ReadState.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All event files of one run. */
final class TensorBoardLog implements Log {

  /** Lightning's logger keeps the hyper-parameters beside the events, with their exact types. */
  static final String HPARAMS = "hparams.yaml";

  /** A run of thousands of metrics is rather read again than carried along in a cursor. */
  private static final int MAX_CURSOR = 1 << 16;

  private final Path folder;
  private final RunFolders.Found found;
  private final Optional<Path> hparams;
  private final Optional<Path> declaration;
  private final Optional<String> group;

  /**
   * Creates the log.
   *
   * @param hparams Lightning's file beside the events
   * @param declaration the event file of the folder above, if it declares the search space
   * @param group name of the folder above, if it holds the runs of one search
   */
  TensorBoardLog(
      Path folder,
      RunFolders.Found found,
      Optional<Path> hparams,
      Optional<Path> declaration,
      Optional<String> group) {
    this.folder = folder;
    this.found = found;
    this.hparams = hparams;
    this.declaration = declaration;
    this.group = group;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    found.files().forEach(file -> files.add(file.path()));
    hparams.ifPresent(files::add);
    declaration.ifPresent(files::add);
    return files;
  }

  @Override
  public Set<Path> claimed() {
    return found.claimed();
  }

  @Override
  public boolean tellsTimes() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    read(new ReadState(), out);
  }

  private void read(ReadState state, RunLog out) throws IOException {
    if (hparams.isPresent()) {
      HparamsYaml.read(hparams.get(), out);
    }
    group.ifPresent(out::groupName);
    Map<EventFile, EventFile> copies = Copies.among(found.files());
    copies.forEach(
        (copy, original) ->
            out.environment("log", copy.name(), "a copy of " + original.name() + "; not read"));
    RunReading reading = new RunReading(state, out);
    if (declaration.isPresent()) {
      reading.declare(declaration.get());
    }
    for (EventFile file : found.files()) {
      if (!copies.containsKey(file)) {
        reading.read(file);
      }
    }
    reading.finish(found.files());
    String cursor = state.toCursor();
    if (cursor.length() <= MAX_CURSOR) {
      out.cursor(cursor);
    }
  }

  @Override
  public boolean canResume(String cursor) throws IOException {
    ReadState state;
    try {
      state = ReadState.of(cursor);
    } catch (IOException unusable) {
      return false;
    }
    List<EventFile> files = new ArrayList<>(found.files());
    files.removeAll(Copies.among(files).keySet());
    int known = 0;
    for (EventFile file : files) {
      int at = state.indexOf(file.name());
      if (at >= 0) {
        // Files must stand in the order in which they were read.
        if (at != known++ || !isSameAs(state.files.get(at), file)) {
          return false;
        }
      }
    }
    return known == state.files.size() && onlyEndsGrew(state, files);
  }

  private static boolean isSameAs(FileState read, EventFile file) throws IOException {
    return Files.size(file.path()) >= read.offset()
        && FileIdentity.of(file.path(), read.offset()).equals(read.identity());
  }

  /** Points may only come behind all that were read of the same metrics. */
  private static boolean onlyEndsGrew(ReadState state, List<EventFile> files) throws IOException {
    boolean anyGrew = false;
    for (int i = 0; i < files.size(); i++) {
      EventFile file = files.get(i);
      int at = state.indexOf(file.name());
      boolean grew = at < 0 || Files.size(file.path()) > state.files.get(at).offset();
      anyGrew |= grew;
      for (int later = i + 1; grew && later < files.size(); later++) {
        int laterAt = state.indexOf(files.get(later).name());
        boolean mayShareKeys =
            file.prefix().equals(files.get(later).prefix())
                && file.suffix().equals(files.get(later).suffix());
        if (mayShareKeys && laterAt >= 0 && state.files.get(laterAt).points() > 0) {
          return false;
        }
      }
      // A new file must be appended to the state, so none that is known may come after it.
      if (at < 0 && i + 1 < files.size() && state.indexOf(files.get(i + 1).name()) >= 0) {
        return false;
      }
    }
    return anyGrew; // Otherwise something was changed where it was read already.
  }

  @Override
  public void resume(String cursor, RunLog out) throws IOException {
    read(ReadState.of(cursor), out);
  }
}
