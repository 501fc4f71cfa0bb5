package dev.almanac.ingest.logs.table;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens text files as bytes of an ASCII superset: a UTF-8 mark is left out, UTF-16 (what Windows
 * PowerShell writes for {@code >}) is put into UTF-8. Anything else passes as it is, so that one
 * file may mix encodings.
 */
public final class TextStream {

  private static final int PEEK = 64;

  private TextStream() {}

  /**
   * An opened text.
   *
   * @param input the bytes
   * @param skipped bytes of the file before the first of them
   * @param isAsInFile whether the bytes are the file's own, so that offsets mean something
   */
  public record Opened(InputStream input, long skipped, boolean isAsInFile)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      input.close();
    }
  }

  /** Opens a file at its beginning. */
  public static Opened open(Path file) throws IOException {
    InputStream input = new FileInputStream(file.toFile());
    try {
      return open(input);
    } catch (IOException unreadable) {
      input.close();
      throw unreadable;
    }
  }

  /** Opens a stream that stands at the beginning of a text. */
  public static Opened open(InputStream input) throws IOException {
    byte[] head = input.readNBytes(PEEK);
    Charset wide = wide(head);
    int mark = mark(head);
    PushbackInputStream whole = new PushbackInputStream(input, PEEK);
    whole.unread(head, mark, head.length - mark);
    return wide == null
        ? new Opened(whole, mark, true)
        : new Opened(new Utf8Stream(whole, wide), mark, false);
  }

  /** Opens a file at an offset that {@link TableReader#nextOffset} gave. */
  public static Opened openAt(Path file, long offset) throws IOException {
    FileInputStream input = new FileInputStream(file.toFile());
    try {
      input.getChannel().position(offset);
      return new Opened(input, offset, true);
    } catch (IOException unreadable) {
      input.close();
      throw unreadable;
    }
  }

  private static int mark(byte[] head) {
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return 3;
    }
    return startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff) ? 2 : 0;
  }

  /** Returns the encoding if it is one of two bytes a character, by its mark or its zeros. */
  private static @Nullable Charset wide(byte[] head) {
    if (startsWith(head, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(head, 0xfe, 0xff)) {
      return StandardCharsets.UTF_16BE;
    }
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        even += 1 - i % 2;
        odd += i % 2;
      }
    }
    boolean isLong = head.length >= 8;
    if (isLong && even == 0 && odd >= head.length / 2 - 1) {
      return StandardCharsets.UTF_16LE;
    }
    return isLong && odd == 0 && even >= head.length / 2 - 1 ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Puts a stream of wide characters into UTF-8, piece by piece. */
  private static final class Utf8Stream extends InputStream {
    private final InputStream input;
    private final CharsetDecoder decoder;
    private final ByteBuffer wide = ByteBuffer.allocate(1 << 14);
    private final CharBuffer characters = CharBuffer.allocate(1 << 14);
    private ByteBuffer narrow = ByteBuffer.allocate(0);
    private boolean ended;

    Utf8Stream(InputStream input, Charset charset) {
      this.input = input;
      this.decoder =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      wide.flip();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (!narrow.hasRemaining()) {
        if (ended) {
          return -1;
        }
        more();
      }
      int count = Math.min(length, narrow.remaining());
      narrow.get(target, offset, count);
      return count;
    }

    private void more() throws IOException {
      wide.compact();
      int count = input.read(wide.array(), wide.position(), wide.remaining());
      ended = count < 0;
      wide.position(wide.position() + Math.max(0, count));
      wide.flip();
      decoder.decode(wide, characters, ended);
      characters.flip();
      // A pair of surrogates must not be torn apart between two pieces.
      int end = characters.limit();
      boolean torn = !ended && end > 0 && Character.isHighSurrogate(characters.get(end - 1));
      characters.limit(torn ? end - 1 : end);
      narrow = StandardCharsets.UTF_8.encode(characters);
      characters.limit(end);
      characters.compact();
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
