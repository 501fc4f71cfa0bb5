package dev.almanac.reports.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads {@code report.yaml}; collects all that is wrong with it before it refuses. */
public final class ReportYaml {

  private static final Set<String> REPORT_KEYS = Set.of("title", "empty-when", "sections");
  private static final Set<String> SECTION_KEYS =
      Set.of(
          "id",
          "title",
          "question",
          "template",
          "sql",
          "charts",
          "findings",
          "empty-when",
          "empty",
          "timeout");
  private static final Set<String> QUERY_KEYS = Set.of("file", "needs");
  private static final Set<String> CHART_TYPES =
      Set.of("line", "step", "band", "bar", "stacked-bar", "scatter", "interval");
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
          "direction");
  private static final Set<String> CHART_TEXTS =
      Set.of("title", "description", "x-label", "y-label", "note", "middle");

  private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,4})\\s*([sm])");

  private final String name;
  private final List<String> problems = new ArrayList<>();

  private ReportYaml(String name) {
    this.name = name;
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
    ReportYaml reader = new ReportYaml(name);
    ReportSpec spec = reader.report(reader.mapping(load(piece), "the file", REPORT_KEYS));
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

  private static Object load(Piece piece) {
    // The failsafe schema knows only text, lists and mappings: nothing is constructed.
    LoadSettings settings =
        LoadSettings.builder().setLabel(piece.path()).setSchema(new FailsafeSchema()).build();
    try {
      Object loaded = new Load(settings).loadFromString(piece.text());
      return loaded == null ? Map.of() : loaded;
    } catch (YamlEngineException exception) {
      throw new ReportException(
          "Cannot read " + piece.path() + " (" + piece.origin() + "): " + exception.getMessage(),
          exception);
    }
  }

  private ReportSpec report(Map<String, Object> yaml) {
    List<SectionSpec> sections = new ArrayList<>();
    if (yaml.get("sections") instanceof List<?> list) {
      list.forEach(section -> sections.add(section(section)));
    } else {
      problems.add("sections must be a list");
    }
    return new ReportSpec(name, text(yaml, "title", name), text(yaml, "empty-when", ""), sections);
  }

  private SectionSpec section(Object yaml) {
    Map<String, Object> section = mapping(yaml, "a section", SECTION_KEYS);
    String id = text(section, "id", "");
    if (!id.matches("[a-z][a-z0-9-]*")) {
      problems.add("a section's id must be lower case letters, digits and '-', not '" + id + "'");
    }
    return new SectionSpec(
        id,
        text(section, "title", id),
        text(section, "question", ""),
        text(section, "template", id + ".ftlh"),
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

  private List<QuerySpec> queries(@Nullable Object yaml, String id) {
    List<QuerySpec> queries = new ArrayList<>();
    if (yaml == null) {
      return queries;
    }
    mapping(yaml, "sql of " + id, null)
        .forEach(
            (query, value) -> {
              if (value instanceof String file) {
                queries.add(new QuerySpec(query, file, List.of()));
              } else {
                Map<String, Object> keys = mapping(value, "query " + query, QUERY_KEYS);
                queries.add(
                    new QuerySpec(
                        query, text(keys, "file", query + ".sql"), texts(keys.get("needs"))));
              }
            });
    return queries;
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
