package dev.almanac.reports.delivery.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.text.Visible;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message, apart from how a channel writes it.
 *
 * @param key names it for good, for example {@code weekly/2026-W12/r1}: the same message has the
 *     same key at every try
 * @param earlier keys of the messages before it in its thread, the thread's own name first
 * @param kind what it is about
 * @param subject one line
 * @param title heading
 * @param subtitle what the heading leaves open; may be empty
 * @param parts its content
 * @param link page that has the rest, http or https, or null
 * @param data the same for machines
 * @param archived folder of the archived report, or null
 */
public record Message(
    String key,
    List<String> earlier,
    Kind kind,
    String subject,
    String title,
    String subtitle,
    List<Part> parts,
    @Nullable String link,
    ObjectNode data,
    @Nullable Path archived) {

  /** What a message is about. */
  public enum Kind {
    /** A report is there. */
    REPORT,
    /** A report could not be made. */
    FAILURE,
    /** An alert. */
    ALERT
  }

  /** Makes texts fit, copies lists, and refuses other links than http and https. */
  public Message {
    requireNonNull(key, "key is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(data, "data is null");
    earlier = List.copyOf(earlier);
    subject = Visible.of(subject, 180);
    title = Visible.of(title, 160);
    subtitle = Visible.of(subtitle, 300);
    parts = List.copyOf(parts);
    if (link != null && !isWeb(link)) {
      throw new IllegalArgumentException("Not a link: " + link);
    }
  }

  private static boolean isWeb(String link) {
    try {
      URI uri = URI.create(link);
      return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  /** Returns the same without its last part, and a word about that. */
  public Message shorter() {
    List<Part> less = new ArrayList<>(parts);
    Part.Text note = new Part.Text("The rest is in the report.", Part.Tone.DIM);
    less.remove(note);
    if (!less.isEmpty()) {
      less.remove(less.size() - 1);
    }
    less.add(note);
    return new Message(key, earlier, kind, subject, title, subtitle, less, link, data, archived);
  }

  /** Returns the pictures among the parts, no more than some. */
  public List<Part.Picture> pictures(int most) {
    return parts.stream()
        .filter(Part.Picture.class::isInstance)
        .map(Part.Picture.class::cast)
        .limit(most)
        .toList();
  }
}
