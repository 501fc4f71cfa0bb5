package dev.almanac.bench.kernels;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.mlflow.MlflowSourceFactory;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.testkit.CountingSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a whole store through the adapter, as a first sync does, into a {@link CountingSink}. */
final class SourceReading {

  private SourceReading() {}

  /** Reads everything in the folder. */
  static CountingSink all(Path folder) throws IOException {
    RunSourceFactory factory = new MlflowSourceFactory();
    CountingSink sink = new CountingSink();
    for (SourceSpec spec : factory.recognise(Folder.of(folder)).sources()) {
      read(factory, spec, sink);
    }
    return sink;
  }

  /** Reads all runs that lie scattered below a place. */
  static CountingSink gathered(RunSourceFactory factory, Path place) throws IOException {
    CountingSink sink = new CountingSink();
    read(factory, factory.gather(place), sink);
    return sink;
  }

  private static void read(RunSourceFactory factory, SourceSpec spec, CountingSink sink)
      throws IOException {
    try (RunSource source = factory.open(spec)) {
      List<RunEntry> listed = source.list().runs();
      for (List<RunEntry> batch : source.plan(listed)) {
        source.read(batch, sink);
      }
    }
  }
}
