package dev.almanac.ingest.logs.stdout;

import java.util.regex.Pattern;

/** Makes of a printed line what a person would see: no colours, no overwritten text. Pure. */
final class PrintedText {

  private static final Pattern CONTROL =
      Pattern.compile("\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|[@-Z\\\\^_]|\\][^\u0007]*\u0007)");

  private PrintedText() {}

  /** Returns what is left of a line: behind the last carriage return or backspaces. */
  static String visible(String line) {
    String plain = line.indexOf('\u001b') < 0 ? line : CONTROL.matcher(line).replaceAll("");
    int end = plain.length();
    while (end > 0 && (plain.charAt(end - 1) == '\r' || plain.charAt(end - 1) == '\b')) {
      end--;
    }
    int start = Math.max(plain.lastIndexOf('\r', end - 1), plain.lastIndexOf('\b', end - 1)) + 1;
    return plain.substring(Math.min(start, end), end);
  }
}
