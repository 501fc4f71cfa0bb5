package dev.almanac.ingest.logs.stdout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The progress of {@code model.fit}: of each epoch the last state of its bar. */
final class KerasLines implements LineParser {

  private static final Pattern EPOCH = Pattern.compile("Epoch (\\d+)(?:/\\d+)?");

  private static final Pattern PAIR =
      Pattern.compile("(?: - |\\s)([A-Za-z_][\\w./-]*): (" + Numbers.NUMBER + ")(?=\\s|$)");

  private long epoch = -1;

  KerasLines() {}

  @Override
  public boolean line(String line, Printed out) {
    Matcher header = EPOCH.matcher(line.strip());
    if (header.matches()) {
      epoch = Numbers.step(header.group(1));
      return false;
    }
    boolean isBar =
        epoch >= 0
            && line.indexOf(" - ") > 0
            && (line.indexOf("/step") > 0 || line.indexOf("[=") > 0 || line.indexOf("ETA") > 0);
    if (!isBar) {
      return false;
    }
    Matcher pair = PAIR.matcher(line);
    boolean any = false;
    while (pair.find()) {
      Double value = Numbers.real(pair.group(2));
      if (value != null && !pair.group(1).equals("ETA")) {
        any = true;
        out.number(pair.group(1), epoch, value, "");
      }
    }
    return any;
  }

  @Override
  public long state() {
    return epoch;
  }

  @Override
  public void state(long saved) {
    epoch = saved;
  }
}
