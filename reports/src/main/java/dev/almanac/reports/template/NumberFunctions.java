package dev.almanac.reports.template;

import dev.almanac.analyses.wording.Numbers;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * The number formats that templates call, {@code ${count(row.runs)}}. A missing value is a dash.
 */
final class NumberFunctions {

  private static final String MISSING = "–";

  private NumberFunctions() {}

  static Map<String, TemplateModel> all() {
    return Map.of(
        "plain", one(Numbers::plain),
        "count", one(value -> Numbers.count(Math.round(value))),
        "percent", one(Numbers::percent),
        "times", one(Numbers::times),
        "duration", one(Numbers::duration),
        "hours", one(Numbers::hours),
        "bytes", one(Numbers::bytes),
        "metric", two(Numbers::measured),
        "signed", two(Numbers::signed));
  }

  private interface Measured {
    String write(double value, double noise);
  }

  private static TemplateMethodModelEx one(DoubleFunction<String> format) {
    return arguments -> {
      double value = number(arguments, 0);
      return Double.isNaN(value) ? MISSING : format.apply(value);
    };
  }

  private static TemplateMethodModelEx two(Measured format) {
    return arguments -> {
      double value = number(arguments, 0);
      return Double.isNaN(value) ? MISSING : format.write(value, number(arguments, 1));
    };
  }

  private static double number(List<?> arguments, int index) throws TemplateModelException {
    Object argument = index < arguments.size() ? arguments.get(index) : null;
    return argument instanceof TemplateNumberModel number
        ? number.getAsNumber().doubleValue()
        : Double.NaN;
  }
}
