package dev.almanac.reports.archive;

import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.RenderedSection;
import dev.almanac.reports.data.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code report.json}: the rows of all queries and the sentences of a report. */
final class ReportJson {

  private ReportJson() {}

  static String of(Draft draft) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("format", Manifest.FORMAT);
    root.put("report", draft.request().name());
    root.put("title", draft.title());
    if (!draft.request().params().isEmpty()) {
      root.put("params", draft.request().params().given());
    }
    root.put("period", Manifest.About.of(draft.request().period(), draft.request().now()));
    root.put(
        "previous", Manifest.About.of(draft.request().period().previous(), draft.request().now()));
    root.put("as_of", draft.request().now());
    root.put("snapshot", draft.source());
    RenderedReport report = draft.report();
    root.put("state", report.state().word());
    root.put("sections", report.sections().stream().map(ReportJson::section).toList());
    return ArchiveJson.compact(root);
  }

  private static Map<String, @Nullable Object> section(RenderedSection section) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", section.id());
    json.put("title", section.title());
    json.put("state", section.state().name().toLowerCase(Locale.ROOT));
    json.put("reason", section.data().reason());
    json.put("findings", section.data().findings());
    List<Map<String, @Nullable Object>> queries = new ArrayList<>();
    section.data().rows().forEach((name, rows) -> queries.add(query(name, rows)));
    json.put("queries", queries);
    return json;
  }

  private static Map<String, @Nullable Object> query(String name, Rows rows) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("columns", rows.columns());
    json.put("types", rows.columns().stream().map(column -> type(rows, column)).toList());
    List<List<@Nullable Object>> cells = new ArrayList<>(rows.size());
    for (Map<String, @Nullable Object> row : rows.rows()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (String column : rows.columns()) {
        Object value = row.get(column);
        values.add(value instanceof java.time.LocalDate day ? day.toString() : value);
      }
      cells.add(values);
    }
    json.put("rows", cells);
    return json;
  }

  /** Returns what a column holds, which its JSON no longer tells; null if it holds nothing. */
  private static @Nullable String type(Rows rows, String column) {
    for (Map<String, @Nullable Object> row : rows.rows()) {
      Object value = row.get(column);
      if (value != null) {
        return ReportContent.Type.of(value).word();
      }
    }
    return null;
  }
}
