package dev.almanac.ingest.logs;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Changes recorded files at random: reading them may say what is wrong, and nothing else. */
class MutatedLoggersTest implements AdapterUnderTest {

  private static final int ROUNDS = 60;
  private static final long SEED = 4_711;

  @Override
  public LocalLogsSourceFactory factory() {
    return new LocalLogsSourceFactory();
  }

  @Override
  public List<RecordedCase> cases() {
    return RecordedCase.in(Path.of("src/test/resources/loggers"));
  }

  @TestFactory
  Stream<DynamicTest> noDamageIsMoreThanAProblem() {
    return forEachCase(
        (recorded, input) -> {
          List<Path> files = new ArrayList<>();
          AdapterUnderTest.eachFile(input, (path, file) -> files.add(file));
          Random random = new Random(SEED);
          for (int round = 0; round < ROUNDS; round++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, mutated(whole, random));
            String what = recorded.name() + " round " + round + ": " + input.relativize(file);
            assertThatCode(() -> read(input)).as(what).doesNotThrowAnyException();
            Files.write(file, whole);
          }
        });
  }

  private void read(Path input) throws IOException {
    Sources.readAll(factory(), input);
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> {
        byte[] tokens =
            "[]{}\",:-+eE0\n\t#&*!|".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < 8; i++) {
          bytes[random.nextInt(bytes.length)] = tokens[random.nextInt(tokens.length)];
        }
      }
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(64));
        System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length + 1), length);
      }
      default -> {
        for (int i = 0; i < 4; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }
}
