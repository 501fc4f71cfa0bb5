package dev.almanac.analyses.hygiene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is known of trackers: {@code trackers.tsv}, read once. */
final class TrackerNotes {

  private static final TrackerNotes ALL = read("trackers.tsv");
  private static final String ANY = "*";
  private static final int FIELDS = 5;
  private static final int ANOTHER_TRACKER = 5;

  private final Map<String, TrackerNote> notes;

  private TrackerNotes(Map<String, TrackerNote> notes) {
    this.notes = Map.copyOf(notes);
  }

  static TrackerNotes all() {
    return ALL;
  }

  /**
   * Returns what holds of an item in a tracker; of one that is not known: it has no place for it.
   *
   * @param form the form in which the tracker's runs were read, where that matters; else ""
   */
  TrackerNote of(String tracker, String form, Item item) {
    String formed = tracker + " (" + form + ")";
    List<String> keys =
        List.of(
            key(formed, item.word()),
            key(formed, ANY),
            key(tracker, item.word()),
            key(tracker, ANY),
            key(ANY, item.word()));
    for (String key : keys) {
      TrackerNote note = notes.get(key);
      if (note != null) {
        return note;
      }
    }
    return new TrackerNote(
        TrackerNote.How.NO, ANOTHER_TRACKER, "what " + tracker + " keeps has no place for it");
  }

  /** Returns the trackers that have lines of their own. */
  Set<String> trackers() {
    Set<String> trackers = new TreeSet<>();
    notes.keySet().forEach(key -> trackers.add(key.substring(0, key.lastIndexOf(' '))));
    trackers.remove(ANY);
    return trackers;
  }

  private static TrackerNotes read(String resource) {
    try (InputStream in = TrackerNotes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find " + resource + " in the jar");
      }
      Map<String, TrackerNote> notes = new HashMap<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(line, notes));
      return new TrackerNotes(notes);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static void add(String line, Map<String, TrackerNote> notes) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalStateException("Not " + FIELDS + " fields: " + line);
    }
    TrackerNote note =
        new TrackerNote(
            TrackerNote.How.valueOf(fields[2].toUpperCase(Locale.ROOT)),
            Integer.parseInt(fields[3]),
            fields[4]);
    if (notes.put(key(fields[0], fields[1]), note) != null) {
      throw new IllegalStateException("Twice: " + line);
    }
  }

  private static String key(String tracker, String item) {
    return tracker + " " + item;
  }
}
