package dev.almanac.cli.report;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.reports.param.ParamException;
import dev.almanac.reports.param.ParamResolver;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.spec.ParamSpec;
import dev.almanac.reports.spec.PeriodUse;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.warehouse.query.QueryEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was typed for the params of a report. */
public final class ReportArguments {

  private ReportArguments() {}

  /**
   * Sorts what was typed by params.
   *
   * @param values what stood after the report's name
   * @param params what stood after {@code --param}, each as {@code key=value}
   */
  static Map<String, List<String>> of(ReportSpec spec, List<String> values, List<String> params) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    if (!values.isEmpty()) {
      if (spec.positional().isEmpty()) {
        throw CommandFailure.usage(
            "Report "
                + spec.name()
                + " takes "
                + takes(spec)
                + ": there is no place for '"
                + values.get(0)
                + "'.");
      }
      given.put(spec.positional(), new ArrayList<>(values));
    }
    for (String param : params) {
      int equals = param.indexOf('=');
      if (equals < 1) {
        throw CommandFailure.usage("Write --param as key=value, not '" + param + "'.");
      }
      given
          .computeIfAbsent(param.substring(0, equals).strip(), key -> new ArrayList<>())
          .add(param.substring(equals + 1));
    }
    return given;
  }

  /** Checks the names of what was given, before the warehouse is opened. */
  public static void check(ReportSpec spec, Map<String, List<String>> given) {
    try {
      ParamResolver.checkNames(spec, given.keySet());
    } catch (ParamException exception) {
      throw usage(exception);
    }
  }

  /** Finds what was given in the warehouse. */
  static ReportParams resolve(
      ReportSpec spec, ReportPieces pieces, QueryEngine engine, Map<String, List<String>> given) {
    try {
      return new ParamResolver(pieces, engine).resolve(spec, given);
    } catch (ParamException exception) {
      throw usage(exception);
    }
  }

  private static CommandFailure usage(ParamException exception) {
    String hint = NearestName.hint(exception.typed(), exception.candidates());
    return CommandFailure.usage(exception.getMessage() + hint);
  }

  /** Returns what a report takes, for lists and help: {@code RUNS... (2 to 50)}, or nothing. */
  static String takes(ReportSpec spec) {
    List<String> words = new ArrayList<>();
    for (ParamSpec param : spec.params()) {
      boolean bare = param.name().equals(spec.positional());
      String word =
          bare ? param.placeholder() : "--param " + param.name() + "=" + param.placeholder();
      words.add(param.isRequired() ? word : "[" + word + "]");
    }
    if (spec.period() != PeriodUse.NONE) {
      words.add("[--period PERIOD]");
    }
    return words.isEmpty() ? "nothing" : String.join(" ", words);
  }
}
