package dev.almanac.warehouse.catalog;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** A metadata file, read whole: Iceberg reads Avro and JSON of some kilobytes, never the data. */
final class LocalInputFile implements InputFile {

  private final String location;
  private final Path path;

  LocalInputFile(String location, Path path) {
    this.location = location;
    this.path = path;
  }

  @Override
  public long getLength() {
    try {
      return Files.size(path);
    } catch (IOException exception) {
      throw failure(exception);
    }
  }

  @Override
  public SeekableInputStream newStream() {
    try {
      return new Bytes(Files.readAllBytes(path));
    } catch (IOException exception) {
      throw failure(exception);
    }
  }

  private RuntimeException failure(IOException exception) {
    return exception instanceof NoSuchFileException
        ? new NotFoundException(exception, "File does not exist: %s", path)
        : new UncheckedIOException("Cannot read " + path, exception);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  private static final class Bytes extends SeekableInputStream {
    private final byte[] content;
    private int position;

    Bytes(byte[] content) {
      this.content = content;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long newPosition) throws IOException {
      if (newPosition < 0 || newPosition > content.length) {
        throw new EOFException("Cannot seek to " + newPosition + " of " + content.length);
      }
      position = (int) newPosition;
    }

    @Override
    public int read() {
      return position < content.length ? content[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length > 0 && position == content.length) {
        return -1;
      }
      int count = Math.min(length, content.length - position);
      System.arraycopy(content, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() {
      return content.length - position;
    }
  }
}
