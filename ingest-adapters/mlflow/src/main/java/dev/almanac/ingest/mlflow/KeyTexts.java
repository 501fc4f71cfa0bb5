package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads folders of which each file is one key and its content the value: params and tags. */
final class KeyTexts {

  private KeyTexts() {}

  /** Returns the texts by key; a file that cannot be read is reported and left out. */
  static Map<String, String> read(Path folder, ProblemLog problems) {
    Map<String, String> found = new TreeMap<>();
    try {
      KeyFiles.walk(folder, (key, file) -> readOne(key, file, found, problems));
    } catch (IOException unreadable) {
      problems.corrupt(folder, "Cannot list the folder: " + FileTexts.reason(unreadable));
    }
    return found;
  }

  private static void readOne(
      String key, Path file, Map<String, String> found, ProblemLog problems) {
    try {
      byte[] content = FileTexts.bytes(file);
      String text = FileTexts.text(content);
      if (!FileTexts.isUtf8(content)) {
        problems.report(
            Problem.Kind.ALTERED, file, -1, "Is not UTF-8; bytes that are not became U+FFFD", text);
      }
      found.put(key, text);
    } catch (IOException unreadable) {
      problems.corrupt(file, "Cannot read the file: " + FileTexts.reason(unreadable));
    }
  }
}
