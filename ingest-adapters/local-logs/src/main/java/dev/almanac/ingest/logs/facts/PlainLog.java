package dev.almanac.ingest.logs.facts;

import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A log that is one run in a folder and read whole.
 *
 * @param folder the run's folder
 * @param files what is read
 * @param reader reads it
 */
public record PlainLog(Path folder, List<Path> files, Reader reader) implements Log {

  /** Reads the files of a run. */
  @FunctionalInterface
  public interface Reader {
    /** Reads all of it; see {@link Log#read}. */
    void read(RunLog out) throws IOException;
  }

  /** Copies the list. */
  public PlainLog {
    files = List.copyOf(files);
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  /** What is read is text: an event file of the same points holds floats. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    reader.read(out);
  }
}
