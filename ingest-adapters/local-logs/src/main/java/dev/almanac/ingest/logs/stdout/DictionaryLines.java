package dev.almanac.ingest.logs.stdout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dictionaries as Python prints them, one a line. They name no step; the Hugging Face Trainer
 * prints the epoch as a fraction, so the step is the count of lines.
 */
final class DictionaryLines implements LineParser {

  private static final Pattern PAIR =
      Pattern.compile("'([^']{1,200})': '?(" + Numbers.NUMBER + ")'?(?=[,}])");

  private static final int MAX_LINE = 1 << 14;

  private long count;

  DictionaryLines() {}

  @Override
  public boolean line(String line, Printed out) {
    int open = line.indexOf("{'");
    int close = line.lastIndexOf('}');
    if (open < 0 || close < open || line.length() > MAX_LINE) {
      return false;
    }
    String body = line.substring(open, close + 1);
    boolean isTrainers =
        body.contains("'epoch': ") && (body.contains("loss': ") || body.contains("eval_"))
            || body.contains("'loss': ") && body.contains("'learning_rate': ");
    if (!isTrainers) {
      return false;
    }
    Matcher pair = PAIR.matcher(body);
    boolean any = false;
    while (pair.find()) {
      Double value = Numbers.real(pair.group(2));
      if (value != null) {
        any = true;
        out.number(pair.group(1), count, value, "");
      }
    }
    count += any ? 1 : 0;
    return any;
  }

  @Override
  public long state() {
    return count;
  }

  @Override
  public void state(long saved) {
    count = saved;
  }
}
