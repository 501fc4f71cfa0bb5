package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.tensorboard.EventReader.Form;
import dev.almanac.ingest.logs.tensorboard.ReadState.Blob;
import dev.almanac.ingest.logs.tensorboard.Tag.Handling;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.text.ByteTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of the file that is being read, with what is done with the values of each: a tag is told
 * by its first value. Finds a known tag without making an object. Not safe for use by several
 * threads.
 */
final class TagTable {

  /** Tags of one run; more of them would not fit into memory. */
  private static final int MAX_TAGS = 200_000;

  /** Names of the plugins whose values are listed, and what they are listed as. */
  private static final Map<String, String> KINDS =
      Map.of(
          "images", "image",
          "audio", "audio",
          "text", "text",
          "histograms", "histogram",
          "pr_curves", "pr_curve",
          "mesh", "mesh",
          "custom_scalars", "layout");

  private final Map<String, Blob> listed;
  private final RunLog out;
  private EventFile file = new EventFile(Path.of(""), "", "", "", EventFile.Part.OWN);
  private ByteTexts numbers = new ByteTexts();
  private List<Tag> tags = new ArrayList<>();
  private Tag latest = Tag.none();
  private int allTags;

  /**
   * Creates the table of a run.
   *
   * @param listed what the run has listed by now, by key
   */
  TagTable(Map<String, Blob> listed, RunLog out) {
    this.listed = listed;
    this.out = out;
  }

  /** Goes on to a file, whose tags are told anew. */
  void goOn(EventFile next) {
    file = next;
    numbers = new ByteTexts();
    tags = new ArrayList<>();
    latest = Tag.none();
  }

  /** Returns the tag of the event's value, or null if there are too many of them. */
  @Nullable Tag of(EventReader event) throws MalformedMessageException {
    byte[] bytes = event.bytes();
    Tag guess = latest.next;
    if (guess != null && guess.isNamed(bytes, event.tagStart(), event.tagLength())) {
      latest = guess;
      return guess;
    }
    int number = numbers.find(bytes, event.tagStart(), event.tagLength());
    if (number != ByteTexts.UNKNOWN) {
      Tag found = tags.get(number);
      latest.next = found;
      latest = found;
      return found;
    }
    return added(event);
  }

  private @Nullable Tag added(EventReader event) throws MalformedMessageException {
    if (allTags == MAX_TAGS) {
      String reason = "The run has more than " + MAX_TAGS + " tags; later ones are left out.";
      out.problem(Problem.Kind.UNSUPPORTED, file.path(), -1, reason, null);
    }
    allTags++;
    if (allTags > MAX_TAGS) {
      return null;
    }
    byte[] bytes = event.bytes();
    int end = event.tagStart() + event.tagLength();
    Tag tag = told(Arrays.copyOfRange(bytes, event.tagStart(), end), event);
    numbers.put(bytes, event.tagStart(), event.tagLength(), tags.size());
    tags.add(tag);
    latest.next = tag;
    latest = tag;
    return tag;
  }

  private Tag told(byte[] tag, EventReader event) throws MalformedMessageException {
    String name = tag.length == 0 ? "(no tag)" : new String(tag, StandardCharsets.UTF_8);
    String key = file.key(name);
    String plugin = event.hasMetadata() ? event.metadata().plugin() : "";
    Blob known = listed.get(key);
    if (plugin.equals(HparamsPlugin.NAME)) {
      return new Tag(tag, name, key, Handling.HPARAMS, "");
    }
    if (LoggedParams.isConfiguration(name) && event.form() == Form.TEXT) {
      return new Tag(tag, name, key, Handling.CONFIGURATION, "text");
    }
    String kind =
        known != null && plugin.isEmpty() && !known.kind().equals("tensor")
            ? known.kind()
            : kind(plugin, event.form());
    Handling handling =
        kind.equals("histogram")
            ? Handling.HISTOGRAM
            : kind.isEmpty() ? Handling.NUMBERS : Handling.LISTED;
    return new Tag(tag, name, key, handling, kind);
  }

  /** Returns what a tag is listed as; empty for numbers. */
  private static String kind(String plugin, Form form) {
    String known = KINDS.get(plugin);
    if (known != null) {
      return known;
    }
    if (plugin.startsWith("graph")) {
      return "graph";
    }
    return switch (form) {
      case HISTOGRAM -> "histogram";
      case IMAGE -> "image";
      case AUDIO -> "audio";
      case TEXT -> "text";
      case TENSOR -> "tensor";
      case SCALAR, NONE -> "";
    };
  }
}
