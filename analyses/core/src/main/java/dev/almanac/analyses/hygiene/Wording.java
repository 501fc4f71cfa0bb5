package dev.almanac.analyses.hygiene;

import java.util.List;
import java.util.Locale;

/** Small pieces of sentences. */
final class Wording {

  private static final int MOST = 60;

  private Wording() {}

  static String counted(long n, String one, String many) {
    return n == 1 ? "1 " + one : String.format(Locale.ROOT, "%,d %s", n, many);
  }

  static String cut(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…";
  }

  /** Returns the words with commas and an "and" before the last. */
  static String listed(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " and "
        + words.get(words.size() - 1);
  }

  static String firstWord(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }
}
