package dev.almanac.ingest.read.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {

  @TempDir private Path folder;

  @Test
  void readsWhatWasPacked() throws IOException {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Map<String, byte[]> packed = new LinkedHashMap<>();
    packed.put("experiment.json", bytes("{}"));
    packed.put("a/b/ü.bin", noise);
    packed.put("empty", new byte[0]);
    try (ZipArchive archive = ZipArchive.open(write(zip(packed)))) {
      assertThat(archive.remarks()).isEmpty();
      assertThat(archive.entries())
          .extracting(ArchiveEntry::name)
          .containsExactly("experiment.json", "a/b/ü.bin", "empty");
      for (ArchiveEntry entry : archive.entries()) {
        try (InputStream content = archive.open(entry)) {
          assertThat(content.readAllBytes()).isEqualTo(packed.get(entry.name()));
        }
      }
    }
  }

  @Test
  void refusesNamesThatLeadOutOfTheArchive() throws IOException {
    byte[] zip =
        zip(Map.of("../evil", bytes("x"), "/etc/passwd", bytes("x"), "a/..\\..\\b", bytes("x")));
    try (ZipArchive archive = ZipArchive.open(write(zip))) {
      assertThat(archive.entries()).isEmpty();
      assertThat(archive.remarks())
          .hasSize(3)
          .anyMatch(remark -> remark.contains("/etc/passwd has an absolute path"))
          .anyMatch(remark -> remark.contains("../evil has a path that leads out"));
    }
  }

  @Test
  void refusesAnEntryThatUnpacksToFarMoreThanItsSize() throws IOException {
    Path file = write(zip(Map.of("zeros", new byte[4 << 20])));
    ArchiveLimits limits = new ArchiveLimits(10, 1L << 30, 400, 1 << 20);
    try (ZipArchive archive = ZipArchive.open(file, limits)) {
      assertThatThrownBy(() -> drain(archive)).hasMessageContaining("ZIP bomb");
    }
  }

  @Test
  void refusesAnArchiveThatUnpacksToMoreThanTheLimit() throws IOException {
    Path file = write(zip(Map.of("zeros", new byte[4 << 20])));
    assertThatThrownBy(() -> ZipArchive.open(file, new ArchiveLimits(10, 1 << 20, 2000, 0)))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("ZIP bomb");
    Path many = write(zip(Map.of("a", new byte[1], "b", new byte[1])));
    assertThatThrownBy(() -> ZipArchive.open(many, new ArchiveLimits(1, 1 << 20, 2000, 0)))
        .hasMessageContaining("2 entries");
  }

  @Test
  void refusesAnEntryThatIsLongerThanStated() throws IOException {
    byte[] zip = zip(Map.of("a", bytes("hello hello hello")));
    int directory = indexOf(zip, 0x02014b50);
    zip[directory + 24] = 3;
    try (ZipArchive archive = ZipArchive.open(write(zip))) {
      assertThatThrownBy(() -> drain(archive)).hasMessageContaining("more than the 3 bytes");
    }
  }

  @Test
  void saysThatAnEntryIsEncryptedOrPackedByAnUnknownMethod() throws IOException {
    byte[] encrypted = zip(Map.of("a", bytes("hello")));
    encrypted[indexOf(encrypted, 0x02014b50) + 8] |= 1;
    byte[] unknown = zip(Map.of("a", bytes("hello")));
    unknown[indexOf(unknown, 0x02014b50) + 10] = 99;
    try (ZipArchive archive = ZipArchive.open(write(encrypted))) {
      assertThatThrownBy(() -> drain(archive))
          .hasMessageContaining("is encrypted")
          .extracting(failure -> ((ArchiveException) failure).kind())
          .isEqualTo(Problem.Kind.UNSUPPORTED);
    }
    try (ZipArchive archive = ZipArchive.open(write(unknown))) {
      assertThatThrownBy(() -> drain(archive)).hasMessageContaining("method 99");
    }
  }

  @Test
  void reportsNamesThatOccurTwiceAndReadsTheLast() throws IOException {
    byte[] zip = zip(new LinkedHashMap<>(Map.of("aa", bytes("one"), "ab", bytes("two"))));
    String text = new String(zip, StandardCharsets.ISO_8859_1).replace("ab", "aa");
    try (ZipArchive archive = ZipArchive.open(write(text.getBytes(StandardCharsets.ISO_8859_1)))) {
      assertThat(archive.entries()).hasSize(1);
      assertThat(archive.remarks()).hasSize(1).first().asString().contains("occurs twice");
    }
  }

  @Test
  void refusesEntriesThatShareBytes() throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    packed.put("a", bytes("one"));
    packed.put("b", bytes("two"));
    byte[] zip = zip(packed);
    int second = indexOf(zip, 0x02014b50, indexOf(zip, 0x02014b50) + 1);
    Arrays.fill(zip, second + 42, second + 46, (byte) 0);
    try (ZipArchive archive = ZipArchive.open(write(zip))) {
      assertThat(archive.entries()).hasSize(1);
      assertThat(archive.remarks()).first().asString().contains("lies over other parts");
    }
  }

  @Test
  void tellsAMissingDirectoryFromAFileThatIsNoArchive() throws IOException {
    byte[] zip = zip(Map.of("a", bytes("hello")));
    Path cut = write(Arrays.copyOf(zip, zip.length - 30));
    assertThatThrownBy(() -> ZipArchive.open(cut))
        .hasMessageContaining("still being written or copied, or was cut off")
        .extracting(failure -> ((ArchiveException) failure).kind())
        .isEqualTo(Problem.Kind.TRUNCATED);
    Path text = write(bytes("not an archive at all, but a text"));
    assertThatThrownBy(() -> ZipArchive.open(text)).hasMessageContaining("no ZIP archive");
  }

  @Test
  void readsZip64AndAnArchiveBehindOtherBytes() throws IOException {
    byte[] zip = withZip64(zip(Map.of("a", bytes("hello"))));
    try (ZipArchive archive = ZipArchive.open(write(zip))) {
      assertThat(text(archive, "a")).isEqualTo("hello");
    }
    byte[] behind = concat(bytes("#!/bin/sh\n"), zip(Map.of("a", bytes("hello"))));
    try (ZipArchive archive = ZipArchive.open(write(behind))) {
      assertThat(text(archive, "a")).isEqualTo("hello");
    }
  }

  @Test
  void anyDamageEndsInWordsAndNothingElse() throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    packed.put("experiment.json", bytes("{\"offline_id\":\"x\"}"));
    packed.put("messages.json", bytes("{\"type\":\"metric_msg\"}\n".repeat(50)));
    byte[] zip = zip(packed);
    byte[] zip64 = withZip64(zip(Map.of("a", bytes("hello"))));
    Random random = new Random(42);
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = (round % 3 == 0 ? zip64 : zip).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(10) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      try (ZipArchive archive = ZipArchive.open(write(damaged))) {
        for (ArchiveEntry entry : archive.entries()) {
          try (InputStream content = archive.open(entry)) {
            assertThat(content.readNBytes(1 << 22).length).isLessThan(1 << 22);
          } catch (ArchiveException said) {
            assertThat(said).hasMessageContaining("entry");
          }
        }
      } catch (ArchiveException said) {
        assertThat(said).hasMessageContaining("archive");
      }
    }
  }

  private static void drain(ZipArchive archive) throws IOException {
    for (ArchiveEntry entry : archive.entries()) {
      try (InputStream content = archive.open(entry)) {
        content.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
  }

  private static String text(ZipArchive archive, String name) throws IOException {
    try (InputStream content = archive.open(archive.entries().get(0))) {
      assertThat(archive.find(name)).isEqualTo(archive.entries().get(0));
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("archive.zip"), content);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** Puts a zip64 end and its locator before the end, which then points nowhere. */
  private static byte[] withZip64(byte[] zip) {
    int end = indexOf(zip, 0x06054b50);
    ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer made = ByteBuffer.allocate(zip.length + 76).order(ByteOrder.LITTLE_ENDIAN);
    made.put(zip, 0, end);
    made.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0);
    made.putInt(0);
    made.putLong(old.getShort(end + 10)).putLong(old.getShort(end + 10));
    made.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
    made.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    int newEnd = made.position();
    made.put(zip, end, zip.length - end);
    made.putShort(newEnd + 10, (short) -1).putInt(newEnd + 12, -1).putInt(newEnd + 16, -1);
    return made.array();
  }

  private static int indexOf(byte[] zip, int signature) {
    return indexOf(zip, signature, 0);
  }

  private static int indexOf(byte[] zip, int signature, int from) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int at = from;
    while (buffer.getInt(at) != signature) {
      at++;
    }
    return at;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
