package dev.almanac.ingest.read.text;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads small files whole, and refuses those that are not small. */
public final class FileTexts {

  /** Largest file that is read whole: params, tags, small configurations. */
  public static final int MAX_BYTES = 4 << 20;

  private FileTexts() {}

  /**
   * Returns the content of a file.
   *
   * @throws IOException if it cannot be read, or is larger than {@link #MAX_BYTES}
   */
  public static byte[] bytes(Path file) throws IOException {
    return bytes(file, MAX_BYTES);
  }

  /**
   * Returns the content of a file of at most so many bytes.
   *
   * @throws IOException if it cannot be read, or is larger
   */
  public static byte[] bytes(Path file, int maxBytes) throws IOException {
    // FileInputStream knows how long the file is, and allocates no more than that.
    try (InputStream input = new FileInputStream(file.toFile())) {
      byte[] content = input.readNBytes(maxBytes + 1);
      if (content.length > maxBytes) {
        throw new IOException("it is larger than the " + maxBytes + " bytes that are read whole");
      }
      return content;
    }
  }

  /** Tells whether bytes are UTF-8 throughout. */
  public static boolean isUtf8(byte[] content) {
    for (byte each : content) {
      if (each < 0) {
        return decodes(content);
      }
    }
    return true;
  }

  /** Returns bytes as text; what is not UTF-8 becomes U+FFFD. */
  public static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static boolean decodes(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  /**
   * Returns why a file could not be read, in words and without its absolute path, which would tie
   * the stored reason to this machine.
   */
  public static String reason(IOException unreadable) {
    String message = unreadable.getMessage();
    if (message == null) {
      return unreadable.getClass().getSimpleName();
    }
    if (unreadable instanceof FileNotFoundException) {
      return withoutPath(message);
    }
    if (unreadable instanceof FileSystemException failed) {
      return withoutPath(failed);
    }
    String type = unreadable.getClass().getSimpleName();
    return type.equals("IOException") ? message : type + ": " + message;
  }

  /** The JDK's own text is the path, and a reason where the kind of exception is none. */
  private static String withoutPath(FileSystemException failed) {
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failed instanceof NoSuchFileException) {
      return "it is not there any more";
    }
    String reason = failed.getReason();
    return reason == null ? failed.getClass().getSimpleName() : reason;
  }

  /** The JDK's own text is "PATH (REASON)", where the path may hold parentheses too. */
  private static String withoutPath(String message) {
    int open = message.lastIndexOf('(');
    boolean named = open >= 0 && message.endsWith(")");
    return "it cannot be opened: "
        + (named ? message.substring(open + 1, message.length() - 1) : message);
  }
}
