package dev.almanac.reports.param;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.spec.ParamSpec;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what someone typed into the params of a report: finds each value among its choices, fills
 * in defaults, and refuses what does not fit. Used by one thread.
 */
public final class ParamResolver {

  private final ReportPieces pieces;
  private final QueryEngine engine;

  /**
   * Creates a resolver.
   *
   * @param pieces where the queries of choices are
   * @param engine over the tables of the snapshot that the report is read from; stays open
   */
  public ParamResolver(ReportPieces pieces, QueryEngine engine) {
    this.pieces = requireNonNull(pieces, "pieces is null");
    this.engine = requireNonNull(engine, "engine is null");
  }

  /**
   * Checks names alone, without the warehouse.
   *
   * @throws ParamException if a param is unknown or missing
   */
  public static void checkNames(ReportSpec spec, Set<String> given) {
    List<String> known = spec.params().stream().map(ParamSpec::name).toList();
    for (String name : given) {
      if (!known.contains(name)) {
        String has = known.isEmpty() ? "it has none" : "it has " + String.join(", ", known);
        throw new ParamException(
            "Report " + spec.name() + " has no param " + name + "; " + has + ".", name, known);
      }
    }
    for (ParamSpec param : spec.params()) {
      if (param.isRequired() && !given.contains(param.name())) {
        throw new ParamException(missing(spec, param));
      }
    }
  }

  /**
   * Returns the params of a report.
   *
   * @param given what was typed for each; for a list, each text may name several, between commas
   * @throws ParamException if a value is unknown, missing or matches nothing
   * @throws ReportException if a query of choices cannot be run
   */
  public ReportParams resolve(ReportSpec spec, Map<String, List<String>> given) {
    checkNames(spec, given.keySet());
    List<ReportParams.Value> values = new ArrayList<>();
    for (ParamSpec param : spec.params()) {
      String otherwise = param.otherwise();
      List<String> texts = given.get(param.name());
      if (texts == null) {
        texts = otherwise == null ? List.of() : List.of(otherwise);
      }
      values.add(value(spec, param, texts, new ReportParams(values)));
    }
    return new ReportParams(values);
  }

  private static String missing(ReportSpec spec, ParamSpec param) {
    String how =
        param.name().equals(spec.positional())
            ? "almanac report run " + spec.name() + " " + param.placeholder()
            : "--param " + param.name() + "=" + param.placeholder();
    return "Report "
        + spec.name()
        + " needs "
        + param.name()
        + (param.description().isEmpty() ? "" : " (" + param.description() + ")")
        + ": "
        + how;
  }

  private ReportParams.Value value(
      ReportSpec spec, ParamSpec param, List<String> texts, ReportParams before) {
    boolean isList = param.type() == ParamSpec.Type.LIST;
    if (!isList && texts.size() > 1) {
      throw new ParamException(
          "Report " + spec.name() + " takes one " + param.name() + ", not " + texts.size() + ".");
    }
    String choices = param.choices();
    ReportParams.Value value =
        choices == null
            ? free(param, texts)
            : chosen(param, texts, read(choices, param, texts, before));
    if (isList && (value.texts().size() < param.least() || value.texts().size() > param.most())) {
      throw new ParamException(
          "Report "
              + spec.name()
              + " takes "
              + param.least()
              + " to "
              + param.most()
              + " "
              + param.name()
              + ", not "
              + value.texts().size()
              + ".");
    }
    return value;
  }

  private static ReportParams.Value free(ParamSpec param, List<String> texts) {
    Set<String> values = new LinkedHashSet<>();
    for (String text : texts) {
      switch (param.type()) {
        case LIST -> values.addAll(split(text));
        case NUMBER -> values.add(number(param, text));
        case TEXT -> values.add(text);
      }
    }
    List<String> list = List.copyOf(values);
    return new ReportParams.Value(param.name(), param.type(), list, list);
  }

  private static String number(ParamSpec param, String text) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return Double.toString(number);
      }
    } catch (NumberFormatException exception) {
      // Said below, in words.
    }
    throw new ParamException(param.name() + " is a number, not '" + text + "'.");
  }

  private static ReportParams.Value chosen(ParamSpec param, List<String> texts, Choices choices) {
    Set<Choices.Choice> found = new LinkedHashSet<>();
    for (String text : texts) {
      List<String> split = split(text);
      // A name may itself hold commas; whoever typed it as a whole meant it.
      if (param.type() != ParamSpec.Type.LIST || split.size() < 2) {
        found.add(choices.require(param, text));
      } else {
        choices
            .exactly(text)
            .ifPresentOrElse(
                found::add, () -> split.forEach(part -> found.add(choices.require(param, part))));
      }
    }
    return new ReportParams.Value(
        param.name(),
        param.type(),
        found.stream().map(Choices.Choice::value).toList(),
        found.stream().map(Choices.Choice::label).toList());
  }

  private Choices read(String path, ParamSpec param, List<String> texts, ReportParams before) {
    Set<String> wanted = new LinkedHashSet<>(texts);
    if (param.type() == ParamSpec.Type.LIST) {
      texts.forEach(text -> wanted.addAll(split(text)));
    }
    Choices choices = new Choices(wanted);
    if (wanted.isEmpty()) {
      return choices;
    }
    SqlScript script = new SqlScript(path, pieces.require(path).text());
    try (QueryRows rows = engine.query(script, before.bound())) {
      choices.read(rows);
      return choices;
    } catch (QueryException | IllegalArgumentException exception) {
      throw new ReportException(
          "Cannot list what " + param.name() + " may be: " + path + ": " + exception.getMessage(),
          exception);
    }
  }

  private static List<String> split(String text) {
    return List.of(text.split(",")).stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
