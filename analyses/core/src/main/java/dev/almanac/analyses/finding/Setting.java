package dev.almanac.analyses.finding;

/**
 * What a run ran with, as far as it differs between runs of the project.
 *
 * @param kind param or data
 * @param key name of the param or data set
 * @param text value, or digest; empty if there is none
 * @param number the value as a number, or NaN
 */
record Setting(String kind, String key, String text, double number) {

  /** Returns it for a sentence: {@code lr=0.1}, {@code dataset train (9f2c)}. */
  String words() {
    return kind.equals("data")
        ? "dataset " + Names.of(key) + " (" + Names.of(text) + ")"
        : Names.of(key) + "=" + Names.of(text);
  }
}
