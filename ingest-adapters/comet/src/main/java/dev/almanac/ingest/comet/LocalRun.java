package dev.almanac.ingest.comet;

import dev.almanac.ingest.RunSink;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An experiment that lies on disk in one of the forms that Comet's tools write. */
interface LocalRun {

  /** Returns its id, unique in the place. */
  String id();

  /** Returns a text that differs whenever reading it again would deliver other rows. */
  String fingerprint() throws IOException;

  /** Tells whether it may still grow. */
  boolean live();

  /** Reads it into a sink; does nothing if it is gone. */
  void read(RunSink sink) throws IOException;

  /** Opens an artifact; null if there is none of this path. */
  @Nullable InputStream artifact(String path) throws IOException;
}
