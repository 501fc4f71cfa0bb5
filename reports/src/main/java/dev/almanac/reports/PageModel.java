package dev.almanac.reports;

import dev.almanac.reports.budget.BudgetJson;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.spec.ReportSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every template and every query of a report knows. */
final class PageModel {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter OFFSET_MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

  private PageModel() {}

  /** Returns what templates know beside their own rows. */
  static Map<String, Object> of(ReportRequest request, ReportSpec spec) {
    ZoneId zone = request.period().zone();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("report", Map.of("name", spec.name(), "title", request.params().fill(spec.title())));
    model.put("refresh", spec.refreshSeconds());
    model.put("params", request.params().model());
    model.put("period", period(request.period(), request.now()));
    model.put("previous", period(request.period().previous(), request.now()));
    model.put("zone", zone.getId());
    model.put("now", OFFSET_MINUTE.format(request.now().atZone(zone)));
    SnapshotFacts facts = request.snapshot();
    Map<String, Object> snapshot = new LinkedHashMap<>();
    snapshot.put("id", facts.id());
    snapshot.put("warehouse", facts.warehouse());
    snapshot.put("generator", facts.generator());
    Instant committed = facts.committedAt();
    snapshot.put("committed", committed == null ? "" : minute(committed, zone));
    model.put("snapshot", snapshot);
    return model;
  }

  /** Returns the parameters of queries. */
  static Map<String, @Nullable Object> parameters(ReportRequest request) {
    Period period = request.period();
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>(request.params().bound());
    parameters.put("period_start", period.start());
    parameters.put("period_end", period.end());
    parameters.put("previous_start", period.previous().start());
    parameters.put("previous_end", period.previous().end());
    parameters.put("zone", period.zone().getId());
    parameters.put("now", request.now());
    parameters.put("archived", request.archived());
    parameters.put("budgets", BudgetJson.of(request.budgets()));
    return parameters;
  }

  /** Returns rows as templates see them: times as wall-clock text of the zone, days as ISO text. */
  static List<Map<String, @Nullable Object>> rows(
      List<Map<String, @Nullable Object>> rows, ZoneId zone) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>(rows.size());
    for (Map<String, @Nullable Object> row : rows) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      row.forEach((column, value) -> copy.put(column, shown(value, zone)));
      shown.add(copy);
    }
    return shown;
  }

  private static @Nullable Object shown(@Nullable Object value, ZoneId zone) {
    if (value instanceof Instant instant) {
      return minute(instant, zone);
    }
    return value instanceof LocalDate day ? day.toString() : value;
  }

  private static String minute(Instant instant, ZoneId zone) {
    return MINUTE.format(instant.atZone(zone));
  }

  private static Map<String, Object> period(Period period, Instant now) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("id", period.id());
    model.put("label", period.label());
    model.put("days", period.days());
    model.put("word", period.kind().word());
    model.put("hours", period.hours());
    model.put("start", OFFSET_MINUTE.format(period.start().atZone(period.zone())));
    model.put("end", OFFSET_MINUTE.format(period.end().atZone(period.zone())));
    model.put("first_day", period.firstDay().toString());
    model.put("end_day", period.endDay().toString());
    model.put("partial", period.isPartialAt(now));
    model.put("given", period.kind() != Period.Kind.AS_OF);
    return model;
  }
}
