package dev.almanac.reports.delivery.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.delivery.Credential;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Receipt.Later.Scope;
import dev.almanac.reports.delivery.Sender;
import dev.almanac.reports.delivery.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Brings messages to files; the same message twice leaves the same files. */
public final class FileSender implements Sender {

  private final Destination destination;

  /**
   * Creates a sender.
   *
   * @param destination a folder or a Markdown file
   */
  public FileSender(Destination destination) {
    this.destination = destination;
  }

  @Override
  public List<Preview> preview(Message message, String recipient) {
    return List.of(new Preview("md", MarkdownText.of(message).getBytes(UTF_8)));
  }

  @Override
  public Receipt send(Message message, String recipient) {
    try {
      if (destination instanceof Destination.Folder folder) {
        return copied(Path.of(folder.path().reveal()), message);
      }
      if (destination instanceof Destination.Markdown markdown) {
        return added(Path.of(markdown.path().reveal()), message);
      }
    } catch (IOException | InvalidPathException exception) {
      String why = exception.getClass().getSimpleName() + ": " + exception.getMessage();
      return new Receipt.Later("It could not be written (" + why + ").", null, Scope.CHANNEL);
    }
    throw new IllegalStateException("Not a file: " + destination.kind());
  }

  /** Looks whether the nearest folder that exists can be written to; writes nothing. */
  @Override
  public Receipt reach() {
    Credential path =
        destination instanceof Destination.Folder folder
            ? folder.path()
            : ((Destination.Markdown) destination).path();
    try {
      Path at = Path.of(path.reveal()).toAbsolutePath();
      Path existing = at;
      while (!Files.exists(existing) && existing.getParent() != null) {
        existing = existing.getParent();
      }
      boolean fits =
          existing.equals(at) && destination instanceof Destination.Markdown
              ? Files.isRegularFile(at)
              : Files.isDirectory(existing);
      if (!fits) {
        return new Receipt.Later(existing + " is in the way.", null, Scope.CHANNEL);
      }
      return Files.isWritable(existing)
          ? new Receipt.Sent(at + " can be written to")
          : new Receipt.Later(existing + " cannot be written to.", null, Scope.CHANNEL);
    } catch (IOException | InvalidPathException exception) {
      return new Receipt.Later(
          "The path cannot be had (" + exception.getMessage() + ").", null, Scope.CHANNEL);
    }
  }

  private static Receipt copied(Path folder, Message message) throws IOException {
    Path target = folder;
    for (String name : message.key().split("/", -1)) {
      // Keys of alerts hold a time, and colons are not for every file system.
      target = target.resolve(name.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^\\.+", "-"));
    }
    Files.createDirectories(target);
    if (message.archived() != null) {
      try (Stream<Path> files = Files.list(message.archived())) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          replace(target.resolve(file.getFileName().toString()), Files.readAllBytes(file));
        }
      }
    }
    replace(target.resolve("digest.md"), MarkdownText.of(message).getBytes(UTF_8));
    return new Receipt.Sent("Copied to " + target);
  }

  /** Writes beside and renames, so that nobody reads half a file. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Receipt added(Path file, Message message) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    boolean known =
        Files.exists(file) && Files.readString(file, UTF_8).contains(MarkdownText.mark(message));
    if (known) {
      return new Receipt.Sent("It is in " + file + " already");
    }
    Files.writeString(
        file,
        MarkdownText.of(message),
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return new Receipt.Sent("Added to " + file);
  }
}
