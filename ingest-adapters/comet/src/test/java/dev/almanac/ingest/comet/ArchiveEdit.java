package dev.almanac.ingest.comet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packs and changes archives. */
final class ArchiveEdit {

  private ArchiveEdit() {}

  static void append(Path archive, String name, String text) throws IOException {
    Map<String, byte[]> files = files(archive);
    String old = new String(files.get(name), StandardCharsets.UTF_8);
    files.put(name, (old + text).getBytes(StandardCharsets.UTF_8));
    write(archive, files);
  }

  static void replace(Path archive, String name, String from, String to) throws IOException {
    Map<String, byte[]> files = files(archive);
    String old = new String(files.get(name), StandardCharsets.UTF_8);
    String changed =
        old.replace(from + "]", to + "]").equals(old)
            ? old.replace(from, to + ", ")
            : old.replace(from + "]", to + "]");
    files.put(name, changed.getBytes(StandardCharsets.UTF_8));
    write(archive, files);
  }

  static Map<String, byte[]> files(Path archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream input = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        files.put(entry.getName(), input.readAllBytes());
      }
    }
    return files;
  }

  static void write(Path archive, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream output = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        output.putNextEntry(new ZipEntry(file.getKey()));
        output.write(file.getValue());
      }
    }
    Files.write(archive, bytes.toByteArray());
  }

  /** Packs an offline experiment. */
  static Path pack(Path archive, String experiment, String messages) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(OfflinePart.EXPERIMENT, experiment.getBytes(StandardCharsets.UTF_8));
    files.put(OfflinePart.MESSAGES, messages.getBytes(StandardCharsets.UTF_8));
    write(archive, files);
    return archive;
  }
}
