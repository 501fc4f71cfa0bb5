package dev.almanac.analyses.search;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.Scale;

/** The range of a numeric param as the search spreads over it: 0 at its low end, 1 at its high. */
record Axis(double low, double high, boolean log) {

  static Axis of(ParamColumn param) {
    return new Axis(param.space().low(), param.space().high(), param.scale() == Scale.LOG);
  }

  /** Return the position of a value; ½ if the range is a single value. */
  double position(double value) {
    double from = on(low);
    double width = on(high) - from;
    return width > 0 ? (on(value) - from) / width : 0.5;
  }

  private double on(double value) {
    return log ? Math.log(value) : value;
  }
}
