package dev.almanac.ingest.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionLogTest {

  private static final int BLOCK = 32_768;

  @TempDir private Path folder;
  private final List<String> damage = new ArrayList<>();
  private long good;
  private boolean torn;

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void bothDialectsAreReadWhateverTheSizesOfRecords(int origin) throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      List<byte[]> records = records(seed);
      assertThat(read(LogBytes.log(origin, records))).as("seed %d", seed).isEqualTo(hex(records));
      assertThat(damage).isEmpty();
      assertThat(torn).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void aRecordThatEndsJustBeforeABlockLeavesPadding(int origin) throws IOException {
    for (int left = 0; left <= 9; left++) {
      int first = BLOCK + origin - LogBytes.HEADER.length - 7 - left;
      List<byte[]> records = List.of(bytes(first, 1), bytes(40, 2), bytes(50_000, 3));
      assertThat(read(LogBytes.log(origin, records))).as("left %d", left).isEqualTo(hex(records));
      assertThat(damage).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void aLogCutAnywhereGivesABeginningAndIsCalledTorn(int origin) throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      records.add(bytes(i * 53 % 700, i));
    }
    records.add(bytes(60_000, 99));
    records.add(bytes(20, 100));
    byte[] whole = LogBytes.log(origin, records);
    List<String> all = hex(records);
    for (int cut = 0;
        cut < whole.length;
        cut += cut < 9_000 || cut > 32_700 && cut < 32_850 ? 1 : 977) {
      List<String> read = read(Arrays.copyOf(whole, cut));
      assertThat(read).as("cut at %d", cut).isEqualTo(all.subList(0, read.size()));
      assertThat(damage).as("cut at %d", cut).isEmpty();
      // What is read from there on another day is the rest.
      write(whole);
      assertThat(readFrom(good)).isEqualTo(all.subList(read.size(), all.size()));
    }
  }

  @Test
  void aDamagedRecordCostsThatRecordOnly() throws IOException {
    List<byte[]> records = List.of(bytes(100, 1), bytes(200, 2), bytes(300, 3));
    byte[] log = LogBytes.log(0, records);
    log[7 + 107 + 50] ^= 1;

    assertThat(read(log)).isEqualTo(hex(List.of(records.get(0), records.get(2))));
    assertThat(damage).containsExactly("114: A record is damaged");
  }

  @Test
  void aDamagedLengthCostsTheRestOfItsBlock() throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(bytes(1_000, i));
    }
    byte[] log = LogBytes.log(0, records);
    log[7 + 4] = 0x55;
    log[7 + 5] = 0x11;

    List<String> read = read(log);
    assertThat(read).hasSizeGreaterThan(160).isSubsetOf(hex(records));
    assertThat(read).endsWith(hex(records.subList(190, 200)).toArray(new String[0]));
    assertThat(damage).hasSizeGreaterThanOrEqualTo(1);
  }

  @Test
  void zerosWrittenAheadAreAnEndThatIsStillToCome() throws IOException {
    List<byte[]> records = List.of(bytes(100, 1));
    byte[] log = LogBytes.log(0, records);

    assertThat(read(Arrays.copyOf(log, 3 << 20))).isEqualTo(hex(records));
    assertThat(damage).isEmpty();
    assertThat(torn).isTrue();
    assertThat(good).isEqualTo(log.length);
  }

  @Test
  void anEmptyFileIsALogWhoseBeginningIsStillToCome() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(torn).isTrue();
    assertThat(good).isZero();
  }

  @Test
  void aPointerOfGitLfsIsNamedAsSuch() {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read(pointer)).hasMessageContaining("run git lfs pull");
    assertThatThrownBy(() -> read("something else".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("does not begin like a log");
    assertThatThrownBy(() -> read(":W&B\n\n\n\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("header is damaged");
  }

  @Test
  void whateverIsDamagedNothingElseIsThrownAndReadingEnds() throws IOException {
    byte[] real = dialectB();
    byte[] start = Arrays.copyOf(real, 120_000);
    Random random = new Random(42);
    for (int round = 0; round < 300; round++) {
      byte[] mutated = start.clone();
      int changes = 1 + random.nextInt(20);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(mutated.length);
        switch (random.nextInt(3)) {
          case 0 -> mutated[at] = (byte) random.nextInt(256);
          case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
          default ->
              Arrays.fill(mutated, at, Math.min(mutated.length, at + random.nextInt(9)), (byte) 0);
        }
      }
      try {
        read(mutated);
      } catch (IOException damagedHeader) {
        assertThat(damagedHeader).isExactlyInstanceOf(IOException.class);
      }
    }
  }

  /** A run of 4,000 rows that was killed, written by wandb-core 0.17.3; wandb's reader gives up. */
  @Test
  void aRealLogOfTheOtherDialectIsReadToItsEnd() throws IOException {
    List<String> read = read(dialectB());

    assertThat(damage).isEmpty();
    assertThat(read).hasSizeGreaterThan(7_900);
    assertThat(torn).isTrue();
  }

  static byte[] dialectB() throws IOException {
    Path packed = Path.of("src/test/resources/dialect-b/killed.zip");
    try (InputStream file = Files.newInputStream(packed);
        ZipInputStream zip = new ZipInputStream(file)) {
      zip.getNextEntry();
      return zip.readAllBytes();
    }
  }

  private List<String> read(byte[] log) throws IOException {
    return readFrom(write(log), 0);
  }

  private List<String> readFrom(long offset) throws IOException {
    return readFrom(folder.resolve("run-x.wandb"), offset);
  }

  private Path write(byte[] log) throws IOException {
    return Files.write(folder.resolve("run-x.wandb"), log);
  }

  private List<String> readFrom(Path file, long offset) throws IOException {
    damage.clear();
    List<String> found = new ArrayList<>();
    TransactionLog.Damage report = (at, reason) -> damage.add(at + ": " + reason);
    try (TransactionLog log =
        offset == 0
            ? TransactionLog.open(file, report)
            : TransactionLog.open(file, offset, report)) {
      while (log.next()) {
        found.add(hex(Arrays.copyOfRange(log.bytes(), log.start(), log.end())));
      }
      good = log.goodOffset();
      torn = log.isTorn() || log.size() == 0;
    }
    return found;
  }

  private static List<byte[]> records(int seed) {
    Random random = new Random(seed);
    List<byte[]> records = new ArrayList<>();
    int count = 1 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      int size = random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(3_000);
      records.add(bytes(size, random.nextInt()));
    }
    return records;
  }

  private static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static List<String> hex(List<byte[]> records) {
    return records.stream().map(TransactionLogTest::hex).toList();
  }

  private static String hex(byte[] bytes) {
    return bytes.length + " " + Arrays.hashCode(bytes);
  }
}
