package dev.almanac.reports.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code report.yaml}; collects all that is wrong with it before it refuses. */
public final class ReportYaml {

  private static final Set<String> REPORT_KEYS =
      Set.of(
          "title",
          "description",
          "empty-when",
          "period",
          "params",
          "positional",
          "scope",
          "refresh",
          "archived",
          "sections");
  private static final Set<String> USUAL_PERIODS =
      Set.of(
          "all",
          "this-week",
          "last-week",
          "today",
          "yesterday",
          "this-month",
          "last-month",
          "last-quarter");
  private static final Set<String> SECTION_KEYS =
      Set.of(
          "id",
          "include",
          "title",
          "question",
          "template",
          "sql",
          "charts",
          "findings",
          "empty-when",
          "empty",
          "timeout");
  private static final Set<String> QUERY_KEYS = Set.of("file", "needs", "with");
  private static final Set<String> CHART_TYPES =
      Set.of(
          "line",
          "step",
          "rank",
          "band",
          "bar",
          "stacked-bar",
          "scatter",
          "interval",
          "heatmap",
          "parallel",
          "strip");
  private static final Set<String> CHART_COLUMNS =
      Set.of(
          "x",
          "x-text",
          "x-scale",
          "x-low",
          "x-high",
          "y",
          "y-scale",
          "series",
          "low",
          "high",
          "label",
          "role",
          "value",
          "direction");
  private static final Set<String> CHART_TEXTS =
      Set.of("title", "description", "x-label", "y-label", "y-range", "note", "middle", "measure");

  private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,4})\\s*([sm])");

  private final String name;
  private final SectionIncludes includes;
  private final List<String> problems = new ArrayList<>();

  private ReportYaml(String name, ReportPieces pieces) {
    this.name = name;
    this.includes = new SectionIncludes(pieces);
  }

  /**
   * Reads a report.
   *
   * @param name name of the report
   * @param pieces where its files are
   * @throws ReportException with all problems at once
   */
  public static ReportSpec read(String name, ReportPieces pieces) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new ReportException(
          "Cannot find report '" + name + "': there are " + String.join(", ", pieces.names()));
    }
    Piece piece =
        pieces
            .find(name + "/report.yaml")
            .orElseThrow(
                () ->
                    new ReportException(
                        "Cannot find report '"
                            + name
                            + "': there are "
                            + String.join(", ", pieces.names())));
    ReportYaml reader = new ReportYaml(name, pieces);
    ReportSpec spec = reader.report(reader.mapping(PieceYaml.load(piece), "the file", REPORT_KEYS));
    if (!reader.problems.isEmpty()) {
      throw new ReportException(
          "Cannot use report.yaml of "
              + name
              + " ("
              + piece.origin()
              + "): "
              + String.join("; ", reader.problems));
    }
    return spec;
  }

  private ReportSpec report(Map<String, Object> yaml) {
    List<SectionSpec> sections = new ArrayList<>();
    if (yaml.get("sections") instanceof List<?> list) {
      list.forEach(section -> sections.add(section(section)));
    } else {
      problems.add("sections must be a list");
    }
    List<ParamSpec> params = params(yaml.get("params"));
    String positional = text(yaml, "positional", "");
    if (!positional.isEmpty() && params.stream().noneMatch(p -> p.name().equals(positional))) {
      problems.add("positional names no param: " + positional);
    }
    String scope = text(yaml, "scope", "");
    if (!scope.isEmpty() && params.stream().noneMatch(p -> p.name().equals(scope))) {
      problems.add("scope names no param: " + scope);
    }
    String period = text(yaml, "period", "needed");
    return new ReportSpec(
        name,
        text(yaml, "title", name),
        text(yaml, "description", ""),
        text(yaml, "empty-when", ""),
        period(period),
        USUAL_PERIODS.contains(period) ? period : "last-week",
        params,
        positional,
        scope,
        refresh(text(yaml, "refresh", "0")),
        archived(yaml.get("archived")),
        sections);
  }

  private @Nullable ArchiveUse archived(@Nullable Object yaml) {
    if (yaml == null) {
      return null;
    }
    Map<String, Object> keys = mapping(yaml, "archived", Set.of("report", "sections", "earlier"));
    String earlier = text(keys, "earlier", "0");
    if (!earlier.matches("\\d{1,3}")) {
      problems.add("earlier of archived is how many periods before its own, not '" + earlier + "'");
      earlier = "0";
    }
    return new ArchiveUse(
        text(keys, "report", ""), texts(keys.get("sections")), Integer.parseInt(earlier));
  }

  private int refresh(String seconds) {
    if (!seconds.matches("0|[1-9]\\d{1,4}")) {
      problems.add("refresh is a number of seconds from 10 on, not '" + seconds + "'");
      return 0;
    }
    return Integer.parseInt(seconds);
  }

  private PeriodUse period(String word) {
    return switch (word) {
      case "needed" -> PeriodUse.NEEDED;
      case "optional" -> PeriodUse.OPTIONAL;
      case "none" -> PeriodUse.NONE;
      default -> {
        if (!USUAL_PERIODS.contains(word)) {
          problems.add(
              "period is needed, optional, none, or the one meant if none is named ("
                  + String.join(", ", sorted(USUAL_PERIODS))
                  + "), not '"
                  + word
                  + "'");
        }
        yield PeriodUse.NEEDED;
      }
    };
  }

  private List<ParamSpec> params(@Nullable Object yaml) {
    List<ParamSpec> params = new ArrayList<>();
    if (yaml != null) {
      mapping(yaml, "params", null)
          .forEach(
              (param, value) -> {
                Map<String, Object> keys = mapping(value, "param " + param, ParamYaml.KEYS);
                params.add(new ParamYaml(name, param, keys, problems).read());
              });
    }
    return params;
  }

  private SectionSpec section(Object yaml) {
    Map<String, Object> section = resolved(mapping(yaml, "a section", SECTION_KEYS));
    String id = text(section, "id", "");
    if (!id.matches("[a-z][a-z0-9-]*")) {
      problems.add("a section's id must be lower case letters, digits and '-', not '" + id + "'");
    }
    return new SectionSpec(
        id,
        text(section, "title", id),
        text(section, "question", ""),
        path(text(section, "template", id + ".ftlh")),
        queries(section.get("sql"), id),
        charts(section.get("charts"), id),
        text(section, "findings", "false").equals("true"),
        texts(section.get("empty-when")),
        text(section, "empty", "There is nothing to show."),
        timeout(text(section, "timeout", ""), id));
  }

  private @Nullable Duration timeout(String text, String id) {
    Matcher span = SPAN.matcher(text);
    if (text.isEmpty()) {
      return null;
    }
    if (!span.matches()) {
      problems.add(
          "timeout of " + id + " must be seconds or minutes like 30s or 5m, not '" + text + "'");
      return null;
    }
    long number = Long.parseLong(span.group(1));
    return span.group(2).equals("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  private Map<String, Object> resolved(Map<String, Object> section) {
    try {
      return includes.resolve(section, name, new HashSet<>());
    } catch (ReportException exception) {
      problems.add(String.valueOf(exception.getMessage()));
      return section;
    }
  }

  private String path(String path) {
    return PieceYaml.path(name, path).substring(1);
  }

  private List<QuerySpec> queries(@Nullable Object yaml, String id) {
    List<QuerySpec> queries = new ArrayList<>();
    if (yaml == null) {
      return queries;
    }
    mapping(yaml, "sql of " + id, null)
        .forEach(
            (query, value) -> {
              if (value instanceof String file) {
                queries.add(new QuerySpec(query, path(file), List.of(), List.of()));
              } else {
                Map<String, Object> keys = mapping(value, "query " + query, QUERY_KEYS);
                queries.add(
                    new QuerySpec(
                        query,
                        path(text(keys, "file", query + ".sql")),
                        parts(keys.get("with"), query),
                        texts(keys.get("needs"))));
              }
            });
    return queries;
  }

  private List<String> parts(@Nullable Object yaml, String query) {
    List<String> parts = texts(yaml);
    for (String part : parts) {
      if (!part.matches("(?:.*/)?[a-z_][a-z0-9_]*\\.sql")) {
        problems.add(
            "with of query "
                + query
                + " must name files like /lib/sql/scored.sql, whose names are those of the parts,"
                + " not '"
                + part
                + "'");
      }
    }
    return parts.stream().map(this::path).toList();
  }

  private List<ChartSpec> charts(@Nullable Object yaml, String id) {
    List<ChartSpec> charts = new ArrayList<>();
    if (yaml != null) {
      mapping(yaml, "charts of " + id, null)
          .forEach((chart, value) -> charts.add(chart(chart, mapping(value, chart, null))));
    }
    return charts;
  }

  private ChartSpec chart(String chart, Map<String, Object> yaml) {
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : yaml.entrySet()) {
      String key = entry.getKey();
      String value = String.valueOf(entry.getValue());
      if (CHART_COLUMNS.contains(key)) {
        columns.put(key, value);
      } else if (CHART_TEXTS.contains(key)) {
        texts.put(key, value);
      } else if (!Set.of("type", "rows", "facet").contains(key)) {
        Set<String> known = new TreeSet<>(CHART_COLUMNS);
        known.addAll(CHART_TEXTS);
        problems.add("chart " + chart + " has an unknown key " + key + "; known are " + known);
      }
    }
    String type = text(yaml, "type", "");
    if (!CHART_TYPES.contains(type)) {
      problems.add(
          "chart " + chart + " has type '" + type + "', not one of " + sorted(CHART_TYPES));
    }
    return new ChartSpec(
        chart, type, text(yaml, "rows", chart), texts(yaml.get("facet")), columns, texts);
  }

  private Map<String, Object> mapping(Object yaml, String what, @Nullable Set<String> known) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    if (!(yaml instanceof Map<?, ?> map)) {
      problems.add(what + " must be a mapping");
      return mapping;
    }
    map.forEach((key, value) -> mapping.put(String.valueOf(key), value == null ? "" : value));
    for (String key : mapping.keySet()) {
      if (known != null && !known.contains(key)) {
        problems.add(what + " has an unknown key " + key + "; known are " + sorted(known));
      }
    }
    return mapping;
  }

  private static List<String> texts(@Nullable Object yaml) {
    if (yaml instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return yaml == null || yaml.equals("") ? List.of() : List.of(yaml.toString());
  }

  private static String text(Map<String, Object> yaml, String key, String otherwise) {
    Object value = yaml.get(key);
    return value == null ? otherwise : value.toString();
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
