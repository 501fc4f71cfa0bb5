package dev.almanac.cli.terminal;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Streams of bytes as text in UTF-8, whatever the platform's charset. */
public final class TextStreams {

  private TextStreams() {}

  /** Returns a writer that flushes after each line. */
  public static PrintWriter writer(OutputStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }
}
