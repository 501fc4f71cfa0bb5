package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.logs.tensorboard.ReadState.FileState;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that is being read, and its place in the state of the run, which it takes with its first
 * event. Not safe for use by several threads.
 */
final class FileBeingRead {

  private final ReadState state;
  private final EventFile file;
  private int index;
  private @Nullable FileState begun;

  FileBeingRead(ReadState state, EventFile file) {
    this.state = state;
    this.file = file;
    this.index = state.indexOf(file.name());
    this.begun = index < 0 ? null : state.files.get(index);
  }

  /** Returns what stands before the first file. */
  static FileBeingRead none(ReadState state) {
    return new FileBeingRead(state, new EventFile(Path.of(""), "", "", "", EventFile.Part.OWN));
  }

  EventFile file() {
    return file;
  }

  Path path() {
    return file.path();
  }

  /** Returns how far it was read before. */
  long offset() {
    return begun == null ? 0 : begun.offset();
  }

  /** Returns its place among the files of the run. */
  int index() {
    begun();
    return index;
  }

  /** Returns its state. */
  FileState begun() {
    FileState known = begun;
    return known == null ? begin(Double.NaN) : known;
  }

  /** Takes in when an event was logged, in seconds. */
  void noteTime(double wallTime) {
    FileState known = begun;
    FileState read = known == null ? begin(wallTime) : known;
    if (wallTime > read.end()) {
      read.end(wallTime);
    }
    if (wallTime < state.startedAt) {
      state.startedAt = wallTime;
    }
  }

  private FileState begin(double wallTime) {
    // TensorFlow cuts the time of a file's first event to whole seconds.
    boolean isCut = wallTime == Math.rint(wallTime);
    FileState first = new FileState(file.name(), isCut ? wallTime + 1 : wallTime);
    begun = first;
    index = state.files.size();
    state.files.add(first);
    return first;
  }
}
