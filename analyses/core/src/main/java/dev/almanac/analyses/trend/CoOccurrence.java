package dev.almanac.analyses.trend;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.statistics.Quantiles;
import dev.almanac.analyses.statistics.Ranks;
import dev.almanac.analyses.trend.TrendInput.Setting;
import dev.almanac.analyses.trend.TrendInput.SettingKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A setting that changed together with a step: that the two go together is all that is said.
 *
 * @param setting which
 * @param before commonest value, or median, before the step
 * @param after the same after it
 * @param score association between value and side, 0 to 1
 * @param difference standardised difference of the means, or null if it is no number
 * @param shareBefore share of the runs before with the value {@code after}; null for medians
 * @param shareAfter share of the runs after with it; null for medians
 */
record CoOccurrence(
    SettingKey setting,
    String before,
    String after,
    double score,
    @Nullable Double difference,
    @Nullable Double shareBefore,
    @Nullable Double shareAfter) {

  /** Text of a setting that a run does not have. */
  static final String NOT_SET = "(not set)";

  /** Weaker associations are not worth a row. */
  private static final double LEAST_SCORE = 0.3;

  /** Chance of one false row among all settings of a step (Bonferroni). */
  private static final double LEVEL = 0.05;

  /** Numbers with more distinct values than this are compared by rank, others as categories. */
  private static final int MOST_CATEGORIES = 5;

  private static final int LONGEST_TEXT = 200;

  /**
   * Finds the settings that tell the runs before from those after, strongest first.
   *
   * @param settings values by run_key
   * @param before run_keys
   * @param after run_keys
   */
  static List<CoOccurrence> find(
      Map<SettingKey, Map<String, Setting>> settings,
      Collection<String> before,
      Collection<String> after) {
    List<CoOccurrence> found = new ArrayList<>();
    double runs = before.size() + (double) after.size();
    settings.forEach(
        (key, values) -> {
          CoOccurrence one = of(key, values, before, after);
          double z = one.score * Math.sqrt(runs - 1);
          if (one.score >= LEAST_SCORE && Quantiles.twoSidedNormal(z) <= LEVEL / settings.size()) {
            found.add(one);
          }
        });
    found.sort(
        comparingDouble((CoOccurrence one) -> -one.score)
            .thenComparing(comparing(CoOccurrence::setting)));
    return found;
  }

  private static CoOccurrence of(
      SettingKey key,
      Map<String, Setting> values,
      Collection<String> before,
      Collection<String> after) {
    double[] numbersBefore = numbers(values, before);
    double[] numbersAfter = numbers(values, after);
    boolean numeric = numbersBefore.length > 0 && numbersAfter.length > 0 && allNumbers(values);
    Double difference = numeric ? difference(numbersBefore, numbersAfter) : null;
    long distinct = values.values().stream().map(Setting::text).distinct().count();
    boolean ranked = numeric && distinct > MOST_CATEGORIES;
    CoOccurrence category = category(key, values, before, after, ranked, difference);
    if (!ranked) {
      return category;
    }
    double score = Math.abs(rankCorrelation(numbersBefore, numbersAfter));
    return score < category.score
        ? category
        : new CoOccurrence(
            key,
            text(OrderStatistics.median(numbersBefore)),
            text(OrderStatistics.median(numbersAfter)),
            score,
            difference,
            null,
            null);
  }

  /** Compares the values as categories, or only whether there is one. */
  private static CoOccurrence category(
      SettingKey key,
      Map<String, Setting> values,
      Collection<String> before,
      Collection<String> after,
      boolean onlyPresence,
      @Nullable Double difference) {
    Map<String, Integer> countBefore = counts(values, before, onlyPresence);
    Map<String, Integer> countAfter = counts(values, after, onlyPresence);
    String commonBefore = commonest(countBefore);
    String commonAfter = commonest(countAfter);
    return new CoOccurrence(
        key,
        cut(commonBefore),
        cut(commonAfter),
        cramer(countBefore, countAfter),
        difference,
        countBefore.getOrDefault(commonAfter, 0) / (double) before.size(),
        countAfter.getOrDefault(commonAfter, 0) / (double) after.size());
  }

  private static Map<String, Integer> counts(
      Map<String, Setting> values, Collection<String> runs, boolean onlyPresence) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String run : runs) {
      Setting setting = values.get(run);
      String text = setting == null ? NOT_SET : onlyPresence ? "(set)" : setting.text();
      counts.merge(text, 1, Integer::sum);
    }
    return counts;
  }

  private static String commonest(Map<String, Integer> counts) {
    String best = NOT_SET;
    int most = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = entry.getKey();
      }
    }
    return best;
  }

  /** Bergsma's bias-corrected V (Journal of the Korean Statistical Society 42, 2013), two rows. */
  private static double cramer(Map<String, Integer> before, Map<String, Integer> after) {
    Map<String, Integer> all = new TreeMap<>(before);
    after.forEach((text, count) -> all.merge(text, count, Integer::sum));
    double rowBefore = before.values().stream().mapToInt(Integer::intValue).sum();
    double rowAfter = after.values().stream().mapToInt(Integer::intValue).sum();
    double n = rowBefore + rowAfter;
    double phi = -1;
    for (Map.Entry<String, Integer> column : all.entrySet()) {
      double one = before.getOrDefault(column.getKey(), 0);
      double two = after.getOrDefault(column.getKey(), 0);
      phi += (one * one / rowBefore + two * two / rowAfter) / column.getValue();
    }
    double columns = all.size();
    double corrected = Math.max(0, phi - (columns - 1) / (n - 1));
    double most = Math.min(1 - 1 / (n - 1), columns - (columns - 1) * (columns - 1) / (n - 1) - 1);
    return most > 0 ? Math.min(1, Math.sqrt(corrected / most)) : 0;
  }

  private static boolean allNumbers(Map<String, Setting> values) {
    return values.values().stream().allMatch(setting -> Double.isFinite(setting.number()));
  }

  private static double[] numbers(Map<String, Setting> values, Collection<String> runs) {
    return runs.stream()
        .map(values::get)
        .filter(setting -> setting != null && Double.isFinite(setting.number()))
        .mapToDouble(Setting::number)
        .toArray();
  }

  /** Cohen's d; null where both sides are constant. */
  private static @Nullable Double difference(double[] before, double[] after) {
    double meanBefore = mean(before);
    double meanAfter = mean(after);
    double squares = squares(before, meanBefore) + squares(after, meanAfter);
    double degrees = before.length + after.length - 2.0;
    return squares > 0 && degrees > 0
        ? (meanAfter - meanBefore) / Math.sqrt(squares / degrees)
        : null;
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (int index = 0; index < values.length; index++) {
      mean += (values[index] - mean) / (index + 1);
    }
    return mean;
  }

  private static double squares(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }

  /** Correlation between rank and side; ties share their mean rank. */
  private static double rankCorrelation(double[] before, double[] after) {
    double n = before.length + (double) after.length;
    double[] all = new double[before.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(after, 0, all, before.length, after.length);
    double[] ranks = Ranks.of(all);
    double middle = (n + 1) / 2;
    double product = 0;
    double square = 0;
    for (int index = 0; index < all.length; index++) {
      double side = index < before.length ? -after.length / n : before.length / n;
      product += side * (ranks[index] - middle);
      square += (ranks[index] - middle) * (ranks[index] - middle);
    }
    double sides = before.length * (double) after.length / n;
    return square > 0 ? product / Math.sqrt(square * sides) : 0;
  }

  private static String text(double number) {
    String text = Double.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
  }
}
