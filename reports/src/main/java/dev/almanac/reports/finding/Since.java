package dev.almanac.reports.finding;

import dev.almanac.analyses.finding.Finding;
import dev.almanac.analyses.finding.ProjectFindings;

/** Says how long a finding has been there. */
final class Since {

  private Since() {}

  /** Returns it in words: {@code new this week}, {@code 3rd week}. */
  static String words(Finding finding) {
    String word = finding.span().word();
    return switch (finding.status()) {
      case NEW -> "new this " + word;
      case RESOLVED -> "over this " + word;
      case ONGOING ->
          finding.firstSeen() == null
              ? "all runs so far"
              : ordinal(finding.spans())
                  + " "
                  + word
                  + (finding.spans() >= ProjectFindings.spansNeeded() ? " or more" : "");
    };
  }

  private static String ordinal(int number) {
    boolean teen = number % 100 >= 11 && number % 100 <= 13;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
