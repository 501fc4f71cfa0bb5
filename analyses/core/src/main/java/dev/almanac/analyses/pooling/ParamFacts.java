package dev.almanac.analyses.pooling;

import dev.almanac.analyses.sensitivity.ParamTyping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of one param of one project. Filled while the project's rows are read. */
final class ParamFacts {

  /** The standard normal quantile that an interval of 90 % reaches to. */
  static final double Z90 = 1.6448536269514722;

  private final String logged;
  private String type = "";
  private String scale = "";
  private double low = Double.NaN;
  private double high = Double.NaN;
  private boolean entangled;
  private double share = Double.NaN;
  private double shareLow = Double.NaN;
  private double shareHigh = Double.NaN;
  private final List<CurvePoint> curve = new ArrayList<>();
  private final Map<String, Double> numbers = new TreeMap<>();
  private final Map<String, String> texts = new TreeMap<>();

  ParamFacts(String logged) {
    this.logged = logged;
  }

  void describe(
      @Nullable String valueType, @Nullable String axis, double from, double to, boolean joined) {
    type = valueType == null ? "" : valueType;
    scale = axis == null ? "" : axis;
    low = from;
    high = to;
    entangled = joined;
  }

  void share(double value, double from, double to) {
    share = value;
    shareLow = from;
    shareHigh = to;
  }

  void point(double x, @Nullable String category, double y, double from, double to, long runs) {
    curve.add(new CurvePoint(x, category, y, (to - from) / (2 * Z90), runs));
  }

  void value(String run, double number, @Nullable String text) {
    if (!Double.isNaN(number)) {
      numbers.put(run, number);
    }
    if (text != null) {
      texts.put(run, ParamTyping.normalise(text));
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

  /** Returns the numbers that runs used, by run. */
  Map<String, Double> numbers() {
    return numbers;
  }

  /** Returns the texts that runs used, by run. */
  Map<String, String> texts() {
    return texts;
  }
}
