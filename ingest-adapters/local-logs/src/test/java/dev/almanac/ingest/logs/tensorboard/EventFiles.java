package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes event files by hand, for tests of what no writer writes. */
final class EventFiles {

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();
  private final MaskedCrc crc = new MaskedCrc();

  /** Begins a file at a time. */
  static EventFiles begun(double wallTime) {
    byte[] version = "brain.Event:2".getBytes(StandardCharsets.UTF_8);
    ByteBuffer event = little(64).put((byte) 9).putDouble(wallTime).put((byte) 0x1a);
    event.put((byte) version.length).put(version);
    return new EventFiles().record(bytes(event));
  }

  /** Adds a number. */
  EventFiles scalar(double wallTime, long step, String tag, float value) {
    byte[] name = tag.getBytes(StandardCharsets.UTF_8);
    ByteBuffer summary = little(256).put((byte) 0x0a).put((byte) name.length).put(name);
    return value(wallTime, step, bytes(summary.put((byte) 0x15).putFloat(value)));
  }

  /** Adds a summary of one value. */
  EventFiles value(double wallTime, long step, byte[] value) {
    ByteBuffer event = little(value.length + 64).put((byte) 9).putDouble(wallTime).put((byte) 0x10);
    putVarint(event, step);
    event.put((byte) 0x2a);
    ByteBuffer summary = little(value.length + 16).put((byte) 0x0a);
    putVarint(summary, value.length);
    byte[] content = bytes(summary.put(value));
    putVarint(event, content.length);
    return record(bytes(event.put(content)));
  }

  /** Adds a record. */
  EventFiles record(byte[] data) {
    offsets.add(file.size());
    ByteBuffer record = little(data.length + RecordFile.OVERHEAD).putLong(data.length);
    record.putInt(crc.ofLength(data.length)).put(data).putInt(crc.of(data, 0, data.length));
    file.writeBytes(record.array());
    return this;
  }

  /** Returns where a record begins. */
  int offset(int record) {
    return offsets.get(record);
  }

  /** Returns the file. */
  byte[] bytes() {
    return file.toByteArray();
  }

  /** Writes the file into a folder. */
  Path write(Path folder, String name) throws IOException {
    return write(folder, name, bytes());
  }

  /** Writes bytes as an event file into a folder. */
  static Path write(Path folder, String name, byte[] content) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve("events.out.tfevents." + name), content);
  }

  /** Reads all runs at a place. */
  static Sources.Reading read(Path place) throws IOException {
    return Sources.readAll(new LocalLogsSourceFactory(), place).get(0);
  }

  /** Reads the one run at a place. */
  static RecordedRun readOne(Path place) throws IOException {
    return read(place).runs().runs().values().iterator().next();
  }

  /** Returns the event files of all recorded cases. */
  static List<byte[]> recorded(Path work) throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (RecordedCase recorded : RecordedCase.in(Path.of("src/test/resources/cases/tensorboard"))) {
      Path input = recorded.copyTo(Files.createDirectories(work.resolve(recorded.name())));
      try (Stream<Path> files = Files.walk(input)) {
        for (Path file :
            files.filter(each -> each.toString().contains("tfevents")).sorted().toList()) {
          found.add(Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  private static void putVarint(ByteBuffer target, long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      target.put((byte) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    target.put((byte) left);
  }

  private static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer filled) {
    byte[] bytes = new byte[filled.position()];
    filled.flip().get(bytes);
    return bytes;
  }
}
