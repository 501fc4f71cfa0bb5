package dev.almanac.reports.spec;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line of a {@code report.yaml} that a message is about. */
public final class YamlPlace {

  /** The parser counts lines from 1. */
  private static final Pattern STATED = Pattern.compile("\\bline (\\d+)");

  private static final Pattern UNKNOWN_KEY = Pattern.compile("unknown key ([\\w.-]+)");

  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  private YamlPlace() {}

  /**
   * Returns the first line of which the message tells, from 1; 0 if that cannot be told.
   *
   * @param message what is wrong, as {@link ReportYaml} says it
   * @param text the file
   */
  public static int line(String message, String text) {
    Matcher stated = STATED.matcher(message);
    if (stated.find()) {
      return Integer.parseInt(stated.group(1));
    }
    List<String> lines = text.lines().toList();
    Matcher key = UNKNOWN_KEY.matcher(message);
    if (key.find()) {
      return first(lines, Pattern.compile("(^|[{,\\s-])" + Pattern.quote(key.group(1)) + "\\s*:"));
    }
    Matcher quoted = QUOTED.matcher(message);
    return quoted.find()
        ? first(lines, Pattern.compile(":\\s*['\"]?" + Pattern.quote(quoted.group(1))))
        : 0;
  }

  private static int first(List<String> lines, Pattern pattern) {
    for (int index = 0; index < lines.size(); index++) {
      if (pattern.matcher(lines.get(index)).find()) {
        return index + 1;
      }
    }
    return 0;
  }
}
