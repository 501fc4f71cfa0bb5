package dev.almanac.ingest.logs.tensorboard;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged costs itself, and is said. */
@Timeout(value = 60, unit = SECONDS)
class DamagedEventFilesTest {

  @TempDir private Path folder = Path.of("");

  private static EventFiles twoHundred() {
    EventFiles file = EventFiles.begun(1000.5);
    for (int step = 0; step < 200; step++) {
      file.scalar(1001.25 + step, step, "loss", step / 8f);
    }
    return file;
  }

  @Test
  void oneFlippedByteCostsOnePoint() throws IOException {
    EventFiles file = twoHundred();
    byte[] bytes = file.bytes();
    bytes[file.offset(101) + 20] ^= 1;
    EventFiles.write(folder, "1", bytes);

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().run(".").points("loss")).hasSize(199);
    assertThat(reading.runs().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.CORRUPT);
              assertThat(problem.location()).isEqualTo("events.out.tfevents.1");
              assertThat(problem.offset()).isEqualTo(file.offset(101));
            });
  }

  @Test
  void aDamagedLengthCostsOnePoint() throws IOException {
    for (int at = 0; at < 12; at++) {
      EventFiles file = twoHundred();
      byte[] bytes = file.bytes();
      bytes[file.offset(101) + at] ^= 0x40;
      EventFiles.write(folder.resolve("run-" + at), "1", bytes);
    }

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().runs()).hasSize(12);
    reading
        .runs()
        .runs()
        .values()
        .forEach(run -> assertThat(run.points("loss")).as(run.run().runId()).hasSize(199));
    assertThat(reading.runs().problems())
        .hasSize(12)
        .allMatch(problem -> problem.kind() == Problem.Kind.CORRUPT);
  }

  @Test
  void aMissingPartCostsWhatWasInIt() throws IOException {
    EventFiles file = twoHundred();
    byte[] bytes = file.bytes();
    byte[] shorter = new byte[bytes.length - 70];
    int from = file.offset(50) + 7;
    System.arraycopy(bytes, 0, shorter, 0, from);
    System.arraycopy(bytes, from + 70, shorter, from, shorter.length - from);
    EventFiles.write(folder, "1", shorter);

    RecordedRun run = EventFiles.readOne(folder);

    assertThat(run.points("loss").size()).isBetween(196, 198);
    assertThat(run.points("loss").get(run.points("loss").size() - 1).step()).isEqualTo(199);
  }

  /** The length's own checksum holds, so that only what follows can tell. */
  @Test
  void aLyingLengthAllocatesNothingAndLosesNothingBehindIt() throws IOException {
    MaskedCrc crc = new MaskedCrc();
    for (long length : new long[] {1L << 62, -1, Integer.MAX_VALUE, 1 << 30, 5_000}) {
      ByteBuffer liar = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      liar.putLong(length).putInt(crc.ofLength(length));
      byte[] rest = twoHundred().bytes();
      byte[] bytes = Arrays.copyOf(liar.array(), 16 + rest.length);
      System.arraycopy(rest, 0, bytes, 16, rest.length);
      EventFiles.write(folder.resolve("run" + length), "1", bytes);
    }

    Sources.Reading reading = EventFiles.read(folder);

    reading.runs().runs().forEach((id, run) -> assertThat(run.points("loss")).as(id).hasSize(200));
    assertThat(reading.runs().problems()).hasSize(5);
  }

  @Test
  void anEndOfZerosIsMoreLater() throws IOException {
    byte[] bytes = twoHundred().bytes();
    EventFiles.write(folder, "1", Arrays.copyOf(bytes, bytes.length + 5_000));

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().run(".").points("loss")).hasSize(200);
    assertThat(reading.runs().problems())
        .singleElement()
        .extracting(Problem::kind)
        .isEqualTo(Problem.Kind.TRUNCATED);
  }

  @Test
  void problemsOfOneFileAreBounded() throws IOException {
    EventFiles file = twoHundred();
    byte[] bytes = file.bytes();
    for (int record = 1; record <= 150; record++) {
      bytes[file.offset(record) + 20] ^= 1;
    }
    EventFiles.write(folder, "1", bytes);

    List<Problem> problems = EventFiles.read(folder).runs().problems();

    assertThat(problems).hasSize(51);
    assertThat(problems.get(50).reason()).isEqualTo("100 more places of the file are damaged.");
  }

  @Test
  void aSoundRecordThatIsNoMessageIsSaid() throws IOException {
    EventFiles.begun(5.5)
        .record(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3})
        .scalar(6.5, 1, "loss", 1)
        .write(folder, "1");

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().run(".").points("loss")).hasSize(1);
    assertThat(reading.runs().problems())
        .singleElement()
        .extracting(Problem::kind)
        .isEqualTo(Problem.Kind.CORRUPT);
  }

  @Test
  void aTimeThatIsNoneIsSaidAndThePointStays() throws IOException {
    EventFiles.begun(5.5)
        .scalar(Double.NaN, 1, "loss", 1)
        .scalar(Double.POSITIVE_INFINITY, 2, "loss", 2)
        .write(folder, "1");

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().run(".").points("loss")).hasSize(2);
    assertThat(reading.runs().problems())
        .singleElement()
        .extracting(Problem::kind)
        .isEqualTo(Problem.Kind.ALTERED);
  }

  /** Any change to real files: no exception, no hang, and points of other files stay. */
  @Test
  void changedBytesOfRealFilesNeverBreakTheReading() throws IOException {
    List<byte[]> files = EventFiles.recorded(folder.resolve("cases"));
    Random random = new Random(20261126);
    Path place = folder.resolve("fuzz");
    for (int round = 0; round < 400; round++) {
      byte[] bytes = files.get(random.nextInt(files.size())).clone();
      int changes = 1 + random.nextInt(8);
      for (int change = 0; change < changes && bytes.length > 0; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      }
      EventFiles.write(place, "1", bytes);
      assertThat(EventFiles.read(place).runs().runs()).hasSize(1);
    }
  }

  /** With checksums that hold, so that the changes reach the messages. */
  @Test
  void changedMessagesNeverBreakTheReading() throws IOException {
    Random random = new Random(7);
    Path place = folder.resolve("fuzz");
    List<byte[]> files = EventFiles.recorded(folder.resolve("cases"));
    for (int round = 0; round < 400; round++) {
      byte[] bytes = files.get(random.nextInt(files.size()));
      EventFiles.write(place, "0", bytes);
      EventFiles changed = new EventFiles();
      try (RecordFile records = new RecordFile(place.resolve("events.out.tfevents.0"), 0)) {
        while (records.next() == RecordFile.Outcome.RECORD) {
          byte[] data = Arrays.copyOfRange(records.bytes(), records.start(), records.end());
          for (int change = random.nextInt(4); change > 0 && data.length > 0; change--) {
            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
          }
          changed.record(data);
        }
      }
      EventFiles.write(place, "0", changed.bytes());
      assertThat(EventFiles.read(place).runs().runs()).hasSize(1);
    }
  }
}
