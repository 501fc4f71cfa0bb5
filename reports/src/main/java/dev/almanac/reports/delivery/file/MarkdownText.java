package dev.almanac.reports.delivery.file;

import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import java.util.List;

/**
 * Writes a message as GitHub Flavored Markdown. Names come from anywhere, so everything that
 * Markdown or HTML would read in them is escaped, and {@code @name} mentions nobody.
 */
public final class MarkdownText {

  private MarkdownText() {}

  /** Returns the text; its first line is a comment with the message's key. */
  public static String of(Message message) {
    StringBuilder out = new StringBuilder();
    out.append(mark(message)).append('\n');
    out.append("## ").append(escaped(message.title())).append("\n\n");
    if (!message.subtitle().isEmpty()) {
      out.append(escaped(message.subtitle())).append("\n\n");
    }
    Part before = null;
    for (Part part : message.parts()) {
      if (before instanceof Part.Item && !(part instanceof Part.Item)) {
        out.append('\n');
      }
      add(out, part);
      before = part;
    }
    if (message.link() != null) {
      String label = message.kind() == Message.Kind.REPORT ? "Open the report" : "Open the archive";
      out.append("\n[").append(label).append("](<").append(link(message.link())).append(">)\n");
    }
    return out.append('\n').toString();
  }

  /** Returns the comment by which a message is found in a file again. */
  static String mark(Message message) {
    return "<!-- almanac " + message.key().replaceAll("[^A-Za-z0-9./:_ -]|--+", "_") + " -->";
  }

  private static void add(StringBuilder out, Part part) {
    if (part instanceof Part.Heading heading) {
      out.append("\n### ").append(escaped(heading.text())).append("\n\n");
    } else if (part instanceof Part.Text text) {
      boolean warns = text.tone() == Part.Tone.WARNING;
      out.append(warns ? "**" : "").append(escaped(text.text())).append(warns ? "**" : "");
      out.append("\n\n");
    } else if (part instanceof Part.Item item) {
      out.append("- **").append(escaped(item.title())).append("** ").append(escaped(item.text()));
      out.append(item.caveat().isEmpty() ? "" : " *" + escaped(item.caveat()) + "*").append('\n');
    } else if (part instanceof Part.Table table) {
      table(out, table);
    }
  }

  private static void table(StringBuilder out, Part.Table table) {
    row(out, table.columns().stream().map(Part.Column::heading).toList());
    for (Part.Column column : table.columns()) {
      out.append(column.kind() == Part.Column.Kind.NUMBERS ? "| --: " : "| --- ");
    }
    out.append("|\n");
    table.rows().forEach(cells -> row(out, cells));
    out.append('\n');
    if (table.total() > table.rows().size()) {
      out.append("The first ").append(table.rows().size()).append(" of ").append(table.total());
      out.append(" rows.\n\n");
    }
  }

  private static void row(StringBuilder out, List<String> cells) {
    cells.forEach(cell -> out.append("| ").append(escaped(cell)).append(' '));
    out.append("|\n");
  }

  private static String link(String link) {
    return link.replace("<", "%3C").replace(">", "%3E");
  }

  /** Escapes a text (github.github.com/gfm, 6.1), also where addresses would become links. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (c == '<') {
        out.append("&lt;");
      } else if (c == '>') {
        out.append("&gt;");
      } else if (c == '&') {
        out.append("&amp;");
      } else {
        boolean within = c == '_' && isWord(text, index - 1) && isWord(text, index + 1);
        boolean first = index == 0 && "-+=".indexOf(c) >= 0 && !isNumber(text);
        boolean read = "\\`*_[]#|~$".indexOf(c) >= 0 && !within;
        out.append(read || first ? "\\" : "").append(c);
        // A character without width keeps names, addresses and lists from being read.
        boolean begins = c == '@' || (c == ':' && text.startsWith("//", index + 1));
        boolean dotted = c == '.' && isWord(text, index + 1) && text.startsWith("www", index - 3);
        boolean list = ").".indexOf(c) >= 0 && text.substring(0, index).matches("\\d{1,9}");
        out.append(begins || dotted || (list && !isNumber(text)) ? "&#8203;" : "");
      }
    }
    return out.toString();
  }

  private static boolean isWord(String text, int index) {
    return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }

  private static boolean isNumber(String text) {
    return text.matches("[-0-9.,eE+%]+");
  }
}
