package dev.almanac.ingest.logs.tensorboard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds files that are copies of others, or of their beginnings: people copy a folder while it is
 * written. Two files can only be so if they begin with the same bytes, which hold the time.
 */
final class Copies {

  private static final int HEAD = 48;
  private static final int CHUNK = 1 << 16;

  private Copies() {}

  /** Returns the files that hold nothing that another one does not hold, with that other one. */
  static Map<EventFile, EventFile> among(List<EventFile> files) throws IOException {
    Map<EventFile, EventFile> copies = new LinkedHashMap<>();
    Map<String, List<EventFile>> byHead = new LinkedHashMap<>();
    if (files.size() < 2) {
      return copies;
    }
    for (EventFile file : files) {
      String head = head(file.path());
      if (!head.isEmpty()) {
        byHead.computeIfAbsent(head, absent -> new ArrayList<>()).add(file);
      }
    }
    for (List<EventFile> alike : byHead.values()) {
      for (int i = 0; alike.size() > 1 && i < alike.size(); i++) {
        addCopyOf(alike, i, copies);
      }
    }
    return copies;
  }

  /** Of two equal files the first one by name is the original. */
  private static void addCopyOf(List<EventFile> alike, int index, Map<EventFile, EventFile> copies)
      throws IOException {
    EventFile file = alike.get(index);
    long size = Files.size(file.path());
    for (int other = 0; other < alike.size(); other++) {
      EventFile original = alike.get(other);
      if (other == index || copies.containsKey(original)) {
        continue;
      }
      long originalSize = Files.size(original.path());
      boolean mayBe = size < originalSize || size == originalSize && other < index;
      if (mayBe && isBeginning(file.path(), original.path())) {
        copies.put(file, original);
        return;
      }
    }
  }

  private static String head(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(input.readNBytes(HEAD));
    }
  }

  private static boolean isBeginning(Path shorter, Path longer) throws IOException {
    try (InputStream one = Files.newInputStream(shorter);
        InputStream other = Files.newInputStream(longer)) {
      while (true) {
        byte[] chunk = one.readNBytes(CHUNK);
        if (chunk.length == 0) {
          return true;
        }
        if (!Arrays.equals(chunk, other.readNBytes(chunk.length))) {
          return false;
        }
      }
    }
  }
}
