package dev.almanac.ingest.logs.stdout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of Karpathy's nanoGPT: {@code train.py}, "print" statements. */
final class NanogptLines implements LineParser {

  private static final Pattern LINE = Pattern.compile("(iter|step) (\\d+): (.*)");

  private static final Pattern PART =
      Pattern.compile("([A-Za-z_]+(?: [A-Za-z_]+)?) (" + Numbers.NUMBER + ")(ms|s|%)?");

  NanogptLines() {}

  @Override
  public boolean line(String line, Printed out) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || matcher.group(3).indexOf("loss") < 0) {
      return false;
    }
    long step = Numbers.step(matcher.group(2));
    boolean any = false;
    for (String part : matcher.group(3).split(", ")) {
      Matcher pair = PART.matcher(part.strip());
      Double value = pair.matches() ? Numbers.real(pair.group(2)) : null;
      if (value != null && step >= 0) {
        any = true;
        out.number(
            pair.group(1).replace(' ', '_'),
            step,
            value,
            pair.group(3) == null ? "" : pair.group(3));
      }
    }
    return any;
  }
}
