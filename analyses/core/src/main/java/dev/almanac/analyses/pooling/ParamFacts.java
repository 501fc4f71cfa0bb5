package dev.almanac.analyses.pooling;

import dev.almanac.analyses.sensitivity.ParamTyping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one param of one project. Filled while the project's rows are read; runs go by
 * their number in the project, so that a run and param cost a few bytes.
 */
final class ParamFacts {

  /** The standard normal quantile that an interval of 90 % reaches to. */
  static final double Z90 = 1.6448536269514722;

  private static final int FIRST_CAPACITY = 64;

  private final String logged;
  private String type = "";
  private String scale = "";
  private double low = Double.NaN;
  private double high = Double.NaN;
  private boolean entangled;
  private double slopeSd = Double.NaN;
  private double share = Double.NaN;
  private double shareLow = Double.NaN;
  private double shareHigh = Double.NaN;
  private final List<CurvePoint> curve = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  /** By run: the number; NaN if it is a text or absent. */
  private double[] numbers = new double[0];

  /** By run: 1 + the place of its text among the words; 0 if it is a number or absent. */
  private int[] texts = new int[0];

  ParamFacts(String logged) {
    this.logged = logged;
  }

  void describe(
      @Nullable String valueType,
      @Nullable String axis,
      double from,
      double to,
      boolean joined,
      double sdOfSlope) {
    type = valueType == null ? "" : valueType;
    scale = axis == null ? "" : axis;
    low = from;
    high = to;
    entangled = joined;
    slopeSd = sdOfSlope;
  }

  void share(double value, double from, double to) {
    share = value;
    shareLow = from;
    shareHigh = to;
  }

  void point(double x, @Nullable String category, double y, double from, double to, long runs) {
    curve.add(new CurvePoint(x, category, y, (to - from) / (2 * Z90), runs));
  }

  void value(int run, double number, @Nullable String text) {
    if (run >= numbers.length) {
      int size = Math.max(FIRST_CAPACITY, 2 * (run + 1));
      int filled = numbers.length;
      numbers = Arrays.copyOf(numbers, size);
      Arrays.fill(numbers, filled, size, Double.NaN);
      texts = Arrays.copyOf(texts, size);
    }
    if (!Double.isNaN(number)) {
      numbers[run] = number;
    } else if (text != null) {
      String word = ParamTyping.normalise(text);
      Integer place = places.putIfAbsent(word, words.size());
      if (place == null) {
        words.add(word);
      }
      texts[run] = 1 + (place == null ? words.size() - 1 : place);
    }
  }

  String logged() {
    return logged;
  }

  String type() {
    return type;
  }

  boolean isNumeric() {
    return type.equals("int") || type.equals("float");
  }

  boolean isLog() {
    return scale.equals("log");
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Returns the sd of the change of the metric from low to high; NaN if unknown. */
  double slopeSd() {
    return slopeSd;
  }

  /** Tells whether it was always changed together with another param. */
  boolean isEntangled() {
    return entangled;
  }

  double share() {
    return share;
  }

  double shareLow() {
    return shareLow;
  }

  double shareHigh() {
    return shareHigh;
  }

  /** Returns the points of the curve near which there is a run, in order. */
  List<CurvePoint> supported() {
    return curve.stream()
        .filter(point -> point.runs() > 0 && Double.isFinite(point.y()))
        .filter(point -> !"(inactive)".equals(point.category()))
        .toList();
  }

  /** Returns the number that a run used; NaN if it used none. */
  double number(int run) {
    return run < numbers.length ? numbers[run] : Double.NaN;
  }

  /** Returns what a run used as text, numbers in one spelling; empty if it lacks the param. */
  String text(int run) {
    if (run >= numbers.length) {
      return "";
    }
    if (texts[run] > 0) {
      return words.get(texts[run] - 1);
    }
    return Double.isNaN(numbers[run]) ? "" : ParamTyping.normalise(Double.toString(numbers[run]));
  }

  /** Returns a number that is equal for runs that used the same. */
  long fingerprint(int run) {
    if (run >= numbers.length) {
      return 0;
    }
    return texts[run] > 0 ? texts[run] : Double.doubleToLongBits(numbers[run] + 0.0);
  }

  /** Returns all texts that runs used. */
  Set<String> allTexts() {
    Set<String> all = new TreeSet<>();
    for (int run = 0; run < numbers.length; run++) {
      all.add(text(run));
    }
    all.remove("");
    return all;
  }
}
