package dev.almanac.reports.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * A file of JSON objects, one a line, each with a checksum, only ever added to. What a crash cut
 * off stays a damaged line of its own; the lines before and after it are read all the same.
 */
public final class CheckedLines {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHECK = ",\"crc\":\"";

  private final Path file;

  /** Names a file; it appears with its first line. */
  public CheckedLines(Path file) {
    this.file = file;
  }

  /**
   * What a file says.
   *
   * @param entries all that can be read, oldest first
   * @param damages what cannot be read, one sentence each
   * @param <T> what a line says
   */
  public record Content<T>(List<T> entries, List<String> damages) {

    /** Copies the lists. */
    public Content {
      entries = List.copyOf(entries);
      damages = List.copyOf(damages);
    }
  }

  /**
   * Reads all lines; none if there is no file.
   *
   * @param parser makes an entry of a line; what it throws as {@link IllegalArgumentException} or
   *     {@link DateTimeException} is a damage
   */
  public <T> Content<T> read(Function<JsonNode, T> parser) throws IOException {
    List<T> entries = new ArrayList<>();
    List<String> damages = new ArrayList<>();
    if (Files.notExists(file)) {
      return new Content<>(entries, damages);
    }
    // Damage may be no UTF-8 either; then the checksum of that line says so.
    String[] lines = new String(Files.readAllBytes(file), UTF_8).split("\n", -1);
    for (int index = 0; index < lines.length; index++) {
      if (lines[index].isBlank()) {
        continue;
      }
      try {
        entries.add(parser.apply(json(lines[index])));
      } catch (IllegalArgumentException exception) {
        damages.add(
            file + ":" + (index + 1) + ": passed over, since " + exception.getMessage() + ".");
      } catch (DateTimeException exception) {
        damages.add(file + ":" + (index + 1) + ": passed over, since it cannot be understood.");
      }
    }
    return new Content<>(entries, damages);
  }

  /** Adds lines and brings them to the disk. To be called while nobody else writes. */
  public void add(List<ObjectNode> entries) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      StringBuilder text = new StringBuilder(endsInLine(channel, end) ? "" : "\n");
      entries.forEach(entry -> text.append(line(entry)).append('\n'));
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      channel.force(true);
    }
  }

  private static boolean endsInLine(FileChannel channel, long end) throws IOException {
    if (end == 0) {
      return true;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, end - 1);
    return last.get(0) == '\n';
  }

  private static String line(ObjectNode entry) {
    String text = entry.toString();
    String body = text.substring(0, text.length() - 1);
    return body + CHECK + checksum(body) + "\"}";
  }

  private static JsonNode json(String line) {
    int check = line.lastIndexOf(CHECK);
    if (check < 0 || !line.endsWith("\"}")) {
      throw new IllegalArgumentException("the line is cut off");
    }
    String body = line.substring(0, check);
    String stated = line.substring(check + CHECK.length(), line.length() - 2);
    if (!stated.equals(checksum(body))) {
      throw new IllegalArgumentException("its checksum does not fit");
    }
    try {
      return JSON.readTree(body + "}");
    } catch (JsonProcessingException exception) {
      throw new IllegalArgumentException("it cannot be understood", exception);
    }
  }

  private static String checksum(String text) {
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
