package dev.almanac.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long nanos;

  private ProgressLine line(ProgressLine.Style style) {
    return new ProgressLine(new PrintStream(out, true, UTF_8), 20, style, () -> nanos);
  }

  @Test
  void aTerminalGetsOneLineThatIsRewrittenAtMostTenTimesASecond() {
    try (ProgressLine line = line(ProgressLine.Style.REWRITTEN)) {
      line.show("Reading", "1");
      line.show("Reading", "2");
      nanos += 100_000_000;
      line.show("Reading", "a name \u001b[2J that is long");
    }

    assertThat(out.toString(UTF_8))
        .isEqualTo("\r\u001b[KReading: 1\r\u001b[KReading: a name \\x…\r\u001b[K");
  }

  @Test
  void aLogGetsOneLineAPhase() {
    try (ProgressLine line = line(ProgressLine.Style.PHASES)) {
      line.show("Reading", "1");
      line.show("Reading", "2");
      line.show("Writing", "");
    }

    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("Reading\nWriting\n");
  }

  @Test
  void quietIsQuiet() {
    try (ProgressLine line = line(ProgressLine.Style.SILENT)) {
      line.show("Reading", "1");
    }

    assertThat(out.toString(UTF_8)).isEmpty();
  }
}
