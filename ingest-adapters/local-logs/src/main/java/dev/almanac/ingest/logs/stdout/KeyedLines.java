package dev.almanac.ingest.logs.stdout;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines with a step and {@code key: number} or {@code key=number} behind or before it. */
final class KeyedLines implements LineParser {

  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![\\w./-])([A-Za-z_][\\w./@-]*(?: [a-z]+)?)\\s*[:=]\\s*("
              + Numbers.NUMBER
              + ")(ms|s|%)?(?![\\w:.])");

  /** Words that count; a total may stand behind the number. */
  private static final Pattern ANY_STEP =
      Pattern.compile(
          "\\b(?:[Gg]lobal[ _])?(?:[Ss]tep|STEP|[Ii]ter(?:ation)?|ITER|[Uu]pdate|[Bb]atch|"
              + "[Ee]poch|EPOCH)s?\\b\\s*[:=#\\[(]*\\s*(\\d+)\\b(?![.:]\\d)(?:\\s*/\\s*\\d+)?");

  /** A line without one of these has none of the words of {@link #ANY_STEP}; far quicker to see. */
  private static final List<String> IN_STEP_WORDS =
      List.of("tep", "poch", "ter", "atch", "pdate", "TEP", "POCH", "TER");

  private static final int MAX_LINE = 4_096;

  private final Pattern prefix;
  private final Place place;

  private enum Place {
    START,
    ANYWHERE
  }

  private KeyedLines(Pattern prefix, Place place) {
    this.prefix = prefix;
    this.place = place;
  }

  /** Knows lines that begin with a pattern whose first group is the step. */
  static KeyedLines after(String prefix) {
    return new KeyedLines(Pattern.compile(prefix), Place.START);
  }

  /** Knows lines that have a word for a step anywhere. */
  static KeyedLines anywhere() {
    return new KeyedLines(ANY_STEP, Place.ANYWHERE);
  }

  @Override
  public boolean line(String line, Printed out) {
    if (line.length() > MAX_LINE || place == Place.ANYWHERE && !mayBe(line)) {
      return false;
    }
    Matcher step = prefix.matcher(line);
    boolean found = place == Place.START ? step.lookingAt() : step.find();
    if (!found) {
      return false;
    }
    long number = Numbers.step(step.group(1));
    Matcher pair = PAIR.matcher(line);
    boolean any = false;
    while (number >= 0 && pair.find()) {
      boolean isStep = pair.start() < step.end() && pair.end() > step.start();
      Double value = isStep ? null : Numbers.real(pair.group(2));
      if (value != null) {
        any = true;
        out.number(pair.group(1), number, value, pair.group(3) == null ? "" : pair.group(3));
      }
    }
    return any;
  }

  /** Source code, which many logs begin with, has lines that look alike. */
  private static boolean mayBe(String line) {
    return (line.indexOf(':') >= 0 || line.indexOf('=') >= 0)
        && IN_STEP_WORDS.stream().anyMatch(line::contains)
        && line.indexOf('"') < 0
        && line.indexOf("print") < 0
        && line.indexOf("{") < 0
        && !line.endsWith(":")
        && line.indexOf("def ") < 0
        && !line.stripLeading().startsWith("#");
  }
}
