package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.text.LineReader;
import dev.almanac.ingest.testkit.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage to metric files: every line is a point, a problem, or blank. */
class DamagedMetricFilesTest {

  @TempDir Path folder;

  @Test
  void everyLineIsAPointOrAProblem() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      byte[] content = lines(random, 15);
      for (int hit = random.nextInt(6); hit > 0; hit--) {
        byte damage = (byte) random.nextInt(256);
        content[random.nextInt(content.length)] = damage;
      }
      Files.write(
          Files.createDirectories(store.runFolder().resolve("metrics")).resolve("loss"), content);
      Sources.Reading reading = store.read();
      long points = TinyFileStore.run(reading).points("loss").size();
      long corrupt =
          TinyFileStore.problems(reading).stream()
              .filter(problem -> problem.kind() == Problem.Kind.CORRUPT)
              .count();
      assertThat(points + corrupt).isEqualTo(nonBlankLines(content));
    }
  }

  private static byte[] lines(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(random.nextLong(1L << 41)).append(' ').append(random.nextDouble());
      text.append(' ').append(random.nextInt()).append(random.nextInt(5) == 0 ? " d 1f\n" : "\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static long nonBlankLines(byte[] content) {
    long lines = 0;
    boolean blank = true;
    for (byte each : content) {
      if (each == '\n') {
        lines += blank ? 0 : 1;
        blank = true;
      } else if (each > ' ' || each < 0) {
        blank = false;
      }
    }
    return blank ? lines : lines + 1;
  }

  @Test
  void linesAreTheSameWhateverTheSizeOfTheReads() throws IOException {
    byte[] content = lines(new SplittableRandom(9), 5_000);
    List<String> expected = new String(content, StandardCharsets.UTF_8).lines().toList();
    SplittableRandom random = new SplittableRandom(1);
    LineReader lines =
        new LineReader(
            new ByteArrayInputStream(content) {
              @Override
              public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(700)));
              }
            });
    List<String> found = new ArrayList<>();
    while (lines.next()) {
      found.add(new String(lines.copy(1_000), StandardCharsets.UTF_8));
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aLineOfManyMegabytesCostsOneProblemAndNoMemory() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    byte[] content = new byte[8 << 20];
    java.util.Arrays.fill(content, (byte) '7');
    content[content.length - 1] = '\n';
    Path metric = store.runFolder().resolve("metrics/long");
    Files.write(metric, content);
    Files.writeString(metric, "1 0.5 2\n", java.nio.file.StandardOpenOption.APPEND);

    Sources.Reading reading = store.read();

    assertThat(TinyFileStore.run(reading).points("long")).hasSize(1);
    assertThat(TinyFileStore.problems(reading))
        .extracting(Problem::reason)
        .containsExactly("Line 1 is longer than 65536 bytes");
  }
}
