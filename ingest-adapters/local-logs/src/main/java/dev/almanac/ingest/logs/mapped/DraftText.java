package dev.almanac.ingest.logs.mapped;

import java.util.List;

/** The lines of a drafted mapping, as YAML. Not safe for use by several threads. */
final class DraftText {

  private static final int COMMENT_COLUMN = 40;

  private final StringBuilder yaml = new StringBuilder();

  /** Begins the entry of a source. */
  DraftText(String place) {
    yaml.append("# A draft: look through it, correct it, and put it into almanac.yaml.\n");
    yaml.append("sources:\n");
    yaml.append("  - path: ").append(quoted(place)).append('\n');
    yaml.append("    kind: logs\n");
    yaml.append("    mapping:\n");
  }

  /** Adds a key of the mapping, with a value that is YAML and what to say about it, or nothing. */
  void line(String key, String value, String comment) {
    String line = "      " + key + ": " + value;
    yaml.append(line);
    if (!comment.isEmpty()) {
      yaml.append(" ".repeat(Math.max(2, COMMENT_COLUMN - line.length())))
          .append("# ")
          .append(comment);
    }
    yaml.append('\n');
  }

  /** Adds a remark. */
  void comment(String text) {
    yaml.append("      # ").append(text).append('\n');
  }

  /** Spells names as a list. */
  static String list(List<String> names) {
    return "[" + String.join(", ", names.stream().map(DraftText::quoted).toList()) + "]";
  }

  /** Spells a text, in quotes where it could be taken for something else. */
  static String quoted(String text) {
    if (text.matches("[A-Za-z_][\\w./-]*") && !text.matches("(?i)true|false|null|yes|no|on|off")) {
      return text;
    }
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public String toString() {
    return yaml.toString();
  }
}
