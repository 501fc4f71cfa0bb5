package dev.almanac.reports.delivery.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.schedule.LedgerEntry;
import java.util.List;

/** Makes the message that a report could not be made, so that its absence is no silence. */
public final class FailureText {

  private static final String END = "/failed";

  private FailureText() {}

  /** Returns the key of the message: one for each period. */
  public static String key(LedgerEntry entry) {
    return entry.schedule() + "/" + entry.period() + END;
  }

  /** Tells whether a key is that of such a message. */
  public static boolean isKey(String key) {
    return key.endsWith(END);
  }

  /** Makes the message. */
  public static Message of(LedgerEntry entry) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("series", entry.schedule());
    data.put("period", entry.period());
    data.put("due", entry.due().toString());
    data.put("attempts", entry.attempt());
    data.put("message", entry.message());
    return new Message(
        key(entry),
        List.of(entry.schedule()),
        Message.Kind.FAILURE,
        "Report missing: " + entry.schedule() + " on " + entry.period(),
        "The report " + entry.schedule() + " on " + entry.period() + " could not be made",
        "Due " + entry.due() + ", tried " + entry.attempt() + " times",
        List.of(
            new Part.Text(entry.message(), Part.Tone.WARNING),
            new Part.Text(
                "It is tried again at later calls, and sent when it is there. What is known:"
                    + " almanac schedule explain "
                    + entry.schedule(),
                Part.Tone.PLAIN)),
        null,
        data,
        null);
  }
}
