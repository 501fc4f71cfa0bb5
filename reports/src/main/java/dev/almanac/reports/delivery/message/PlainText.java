package dev.almanac.reports.delivery.message;

import java.util.ArrayList;
import java.util.List;

/** Writes a message as plain text, in lines of about 78 characters. */
public final class PlainText {

  private static final int WIDTH = 78;

  private PlainText() {}

  /**
   * Returns the text.
   *
   * @param footer a line at the end
   */
  public static String of(Message message, String footer) {
    List<String> lines = new ArrayList<>();
    lines.add(message.title());
    wrap(lines, "", message.subtitle());
    lines.add("");
    for (Part part : message.parts()) {
      if (part instanceof Part.Heading heading) {
        lines.add("");
        lines.add(heading.text());
        lines.add("-".repeat(Math.min(WIDTH, heading.text().length())));
      } else if (part instanceof Part.Text text) {
        wrap(lines, "", text.text());
      } else if (part instanceof Part.Item item) {
        wrap(lines, "  ", "* " + item.title());
        wrap(lines, "  ", "  " + item.text() + (" " + item.caveat()).stripTrailing());
      } else if (part instanceof Part.Table table) {
        lines.add(PlainTable.of(table));
      }
    }
    if (message.link() != null) {
      lines.add("");
      lines.add(message.link());
    }
    lines.add("");
    // What mail programs take for the beginning of a signature.
    lines.add("-- ");
    wrap(lines, "", footer);
    return String.join("\n", lines) + "\n";
  }

  private static void wrap(List<String> lines, String indent, String text) {
    StringBuilder line = new StringBuilder();
    String lead = text.startsWith("  ") ? indent : "";
    for (String word : text.strip().split(" ", -1)) {
      if (!line.isEmpty() && lead.length() + line.length() + 1 + word.length() > WIDTH) {
        lines.add(lead + line);
        line.setLength(0);
        lead = indent;
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(lead + line);
    }
  }
}
