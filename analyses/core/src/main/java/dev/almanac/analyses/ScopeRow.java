package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of {@link Analysis#scopes()}; a NULL project is {@link Scope#ALL_PROJECTS}. */
record ScopeRow(
    String project,
    @Nullable String metricKey,
    @Nullable String direction,
    long runs,
    boolean primary,
    String fingerprint) {

  static List<ScopeRow> read(Analysis analysis, QueryEngine engine) {
    List<ScopeRow> scopes = new ArrayList<>();
    try (QueryRows rows = engine.query(analysis.scopes(), Map.of())) {
      int project = rows.indexOf("project");
      int metricKey = rows.indexOf("metric_key");
      int direction = rows.indexOf("direction");
      int runs = rows.indexOf("runs");
      int primary = rows.indexOf("is_primary");
      int fingerprint = rows.indexOf("fingerprint");
      while (rows.next()) {
        scopes.add(
            new ScopeRow(
                requireNonNullElse(rows.text(project), Scope.ALL_PROJECTS),
                rows.text(metricKey),
                rows.text(direction),
                rows.integer(runs),
                rows.bool(primary),
                requireNonNull(rows.text(fingerprint), "scope without fingerprint")));
      }
    }
    return scopes;
  }
}
