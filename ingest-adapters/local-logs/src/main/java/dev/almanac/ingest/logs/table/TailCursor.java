package dev.almanac.ingest.logs.table;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far a growing text file was read, with evidence by which it is known that what was read is
 * still there: checksums of its beginning and of what lies right before the place.
 *
 * @param offset bytes that were read
 * @param head checksum of the beginning
 * @param tail checksum of the end of what was read
 * @param state whatever else the reader must know to go on
 */
public record TailCursor(long offset, long head, long tail, Map<String, String> state) {

  private static final int EVIDENCE = 4_096;

  /** Copies the map. */
  public TailCursor {
    state = Map.copyOf(state);
  }

  /** Takes the evidence from a file that was read up to an offset. */
  public static TailCursor of(Path file, long offset, Map<String, String> state)
      throws IOException {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      return new TailCursor(offset, head(input, offset), tail(input, offset), state);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @return the cursor, or null if the text is none
   */
  public static @Nullable TailCursor parse(String text) {
    try {
      JsonValue value = JsonText.parse(text);
      Map<String, String> state = new LinkedHashMap<>();
      value.get("state").entries().forEach((key, each) -> state.put(key, each.asText()));
      return new TailCursor(
          requireNonNull(value.get("offset").integer(), "no offset"),
          requireNonNull(value.get("head").integer(), "no head"),
          requireNonNull(value.get("tail").integer(), "no tail"),
          state);
    } catch (IOException | NullPointerException foreign) {
      return null;
    }
  }

  /** Returns the cursor as a text. */
  public String text() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("offset", new JsonValue.Num(Long.toString(offset)));
    fields.put("head", new JsonValue.Num(Long.toString(head)));
    fields.put("tail", new JsonValue.Num(Long.toString(tail)));
    Map<String, JsonValue> more = new LinkedHashMap<>();
    state.forEach((key, each) -> more.put(key, new JsonValue.Text(each)));
    fields.put("state", new JsonValue.Obj(more));
    return new JsonValue.Obj(fields).toJson();
  }

  /** Tells whether a file still has all that was read of it. */
  public boolean isStillIn(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) < offset) {
      return false;
    }
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      return head(input, offset) == head && tail(input, offset) == tail;
    }
  }

  private static long head(RandomAccessFile input, long offset) throws IOException {
    return checksum(input, 0, (int) Math.min(EVIDENCE, offset));
  }

  private static long tail(RandomAccessFile input, long offset) throws IOException {
    int length = (int) Math.min(EVIDENCE, offset);
    return checksum(input, offset - length, length);
  }

  private static long checksum(RandomAccessFile input, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    input.seek(from);
    input.readFully(bytes);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
